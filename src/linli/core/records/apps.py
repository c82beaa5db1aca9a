from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "linli.core.records"
    label = "records"
