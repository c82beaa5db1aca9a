from django.apps import AppConfig


class FollowsConfig(AppConfig):
    name = "linli.core.follows"
    label = "follows"
