from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "linli.ground.parties"
    label = "parties"
