from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.core.notices"
    label = "notices"
