from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "linli.apps.administration"
    label = "administration"
