from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "linli.core.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Declares the task that records contributions."""
        from linli.core.contributions import services  # noqa: F401 - registers on import
