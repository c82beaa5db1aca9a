"""Small forms: questions with answers, errors and lists to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.matters.errors import InputRefusedError
from linli.core.pages.messages import say_field_error

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    choices: Choices = ()
    required: bool = True
    value: str = ""
    error: str = ""


def ask(
    questions: Sequence[Question],
    *,
    given: Mapping[str, str],
    refused: InputRefusedError | None = None,
) -> list[Question]:
    """The questions with what was answered and what is wrong with it."""
    errors = refused.errors if refused else {}
    about = refused.about if refused else {}
    return [
        Question(
            name=each.name,
            label=_(each.label),
            kind=each.kind,
            hint=_(each.hint) if each.hint else "",
            choices=each.choices,
            required=each.required,
            value=given.get(each.name, each.value),
            error=say_field_error(errors[each.name], about.get(each.name, ""))
            if each.name in errors
            else "",
        )
        for each in questions
    ]
