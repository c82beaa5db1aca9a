from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "linli.core.contributions"
    label = "contributions"
