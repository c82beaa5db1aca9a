from django.apps import AppConfig


class TallyConfig(AppConfig):
    name = "tests.crash.tally"
    label = "tally"

    def ready(self) -> None:
        """Declares the task to whichever process starts."""
        from linli.core.records.tasks import Task, register_task
        from tests.crash.tally.names import TALLY
        from tests.crash.tally.tasks import run_tally

        register_task(Task(TALLY, run_tally))
