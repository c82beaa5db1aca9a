from typing import Any

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "linli.apps.cases"
    label = "cases"

    def ready(self) -> None:
        """Declares the case."""
        from linli.apps.cases import services
        from linli.apps.cases.procedure import CASE
        from linli.apps.cases.selectors import (
            category_label,
            list_category_options,
            plain_title,
            suggest_for_cases,
        )
        from linli.core.matters.registry import Registration, register, register_options

        register_options("categories", list_category_options)
        register(
            Registration(
                procedure=CASE,
                rules=_rules,
                subject_label=category_label,
                subject_field="category",
                plain_title=plain_title,
                suggest=suggest_for_cases,
                effects={
                    "report": services.report,
                    "accept": services.accept,
                    "dispatch": services.dispatch,
                    "merge": services.merge,
                    "publish": services.publish,
                    "take_down": services.take_down,
                },
            )
        )


def _rules(profile: str) -> dict[str, Any]:
    """The profile's limits, those of its categories among them."""
    from linli.ground.profiles.loader import read_part

    raw = read_part(profile, "case")
    limits = {
        row["code"]: row["limits"]
        for row in read_part(profile, "categories")["category"]
        if "limits" in row
    }
    return {**raw, "subjects": limits}
