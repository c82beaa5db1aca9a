from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "linli.apps.insight"
    label = "insight"

    def ready(self) -> None:
        """Lets what was learned answer questions of cases, and declares the learning itself."""
        from linli.apps.cases.public import register_organisation_suggester, register_suggester
        from linli.apps.insight import tasks  # noqa: F401 - registers on import
        from linli.apps.insight.selectors.suggesting import (
            suggest_by_model,
            suggest_organisation_by_model,
        )

        register_suggester(suggest_by_model)
        register_organisation_suggester(suggest_organisation_by_model)
