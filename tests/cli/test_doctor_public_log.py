"""linli doctor on the public log: missing, or behind what was recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from linli.apps.disclosure.services import get_log_folder, seal_now
from linli.cli.doctor import public_log
from linli.cli.doctor.findings import fault
from tests.factories import make_scene, report_case


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    with override("en"):
        yield


@pytest.mark.django_db
def test_log_that_is_missing_or_behind_is_a_fault(monkeypatch):
    report_case(make_scene())
    missing = fault(
        f"The public log cannot be read: checkpoint is not in {get_log_folder()}.",
        "Start the server; it writes the log anew from the database.",
    )
    assert list(public_log.check_log()) == [missing]
    later = timezone.now() + timedelta(minutes=2)
    seal_now()
    report_case(make_scene("poplar", host="poplar.example"))
    assert list(public_log.check_log()) == []
    monkeypatch.setattr(timezone, "now", lambda: later)
    behind = fault(
        "Records are more than a minute old and not yet in the public log.",
        "Start the server; if it runs, read what it writes about linli.log.",
    )
    assert list(public_log.check_log()) == [behind]
