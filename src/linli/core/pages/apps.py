from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "linli.core.pages"
    label = "pages"
