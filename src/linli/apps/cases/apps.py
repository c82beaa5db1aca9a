from typing import Any

from django.apps import AppConfig

from linli.ground.profiles.loader import read_part


class CasesConfig(AppConfig):
    name = "linli.apps.cases"
    label = "cases"

    def ready(self) -> None:
        """Declares the case, the parts that others have in one, and mediation."""
        from linli.apps.cases import services, tasks  # noqa: F401 - tasks register on import
        from linli.apps.cases.procedure import (
            CASE,
            MEDIATION,
            RESPONSE,
            RESPONSE_1,
            VERSION_1,
            VERSION_2,
            VERSION_3,
            VERSION_4,
        )
        from linli.apps.cases.selectors import (
            category_label,
            list_category_options,
            list_phrases,
            mediation_label,
            plain_title,
            suggest_for_cases,
            suggest_public_words,
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
                prefills={"publish": suggest_public_words},
                phrases={"handle": list_phrases},
                earlier=(VERSION_4, VERSION_3, VERSION_2, VERSION_1),
                effects={
                    "report": services.report,
                    "accept": services.accept,
                    "correct_category": services.correct_category,
                    "dispatch": services.dispatch,
                    "handle": services.handle,
                    "explain": services.explain,
                    "verify": services.look_at,
                    "verify_solution": services.look_at,
                    "solve": services.let_go,
                    "reopen": services.let_go,
                    "order_again": services.let_go,
                    "send_back": services.look_at,
                    "merge": services.merge,
                    "call_back": services.call_back,
                    "withdraw": services.withdraw,
                    "redirect": services.redirect,
                    "rule": services.rule,
                    "publish": services.publish,
                    "take_down": services.take_down,
                },
            )
        )
        register(
            Registration(
                procedure=RESPONSE,
                rules=lambda profile: read_part(profile, "response"),
                subject_label=category_label,
                effects={"call": services.call, "ask_again": services.ask_again},
                earlier=(RESPONSE_1,),
            )
        )
        register(
            Registration(
                procedure=MEDIATION,
                rules=lambda profile: read_part(profile, "mediation"),
                subject_label=mediation_label,
                effects={"ask": services.ask_mediation},
            )
        )


def _rules(profile: str) -> dict[str, Any]:
    """The profile's limits, those of its categories among them."""
    raw = read_part(profile, "case")
    limits = {
        row["code"]: row["limits"]
        for row in read_part(profile, "categories")["category"]
        if "limits" in row
    }
    return {**raw, "subjects": limits}
