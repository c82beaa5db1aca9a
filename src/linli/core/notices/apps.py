from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.core.notices"
    label = "notices"

    def ready(self) -> None:
        """Declares the tasks that follow the records and tidy up after them."""
        from linli.core.notices import tasks

        tasks.register_tasks()
