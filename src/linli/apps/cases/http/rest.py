"""What the API tells about cases beside the matters: categories and figures."""

from dataclasses import asdict
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from typing_extensions import TypedDict

from linli.apps.cases.http.schemas import CategoryList, StatisticsReport
from linli.apps.cases.selectors import list_categories
from linli.apps.cases.selectors.statistics import PromiseFigures, get_statistics
from linli.core.rest.answers import answer
