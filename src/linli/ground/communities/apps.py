from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "linli.ground.communities"
    label = "communities"
