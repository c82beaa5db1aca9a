from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "linli.core.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Keeps the files of steps, and declares the tasks that clear files away."""
        from linli.core.attachments import tasks  # noqa: F401 - registers on import
        from linli.core.attachments.services.keeping import AttachmentKeeper
        from linli.core.matters.files import register_keeper

        register_keeper(AttachmentKeeper())
