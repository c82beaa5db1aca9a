from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "linli.apps.disclosure"
    label = "disclosure"
