from django.utils.translation import override

from linli.core.pages.messages import FIELD_ERRORS, REFUSALS, say_field_error, say_refusal


def test_every_sentence_is_another_and_translated():
    with override("en"):
        english = {code: say_refusal(code) for code in REFUSALS}
        english |= {f"field {code}": say_field_error(code) for code in FIELD_ERRORS}
    with override("zh-hans"):
        chinese = {code: say_refusal(code) for code in REFUSALS}
        chinese |= {f"field {code}": say_field_error(code) for code in FIELD_ERRORS}
    assert english == REFUSALS | {f"field {code}": text for code, text in FIELD_ERRORS.items()}
    assert [code for code, text in chinese.items() if text == english[code]] == []


def test_unknown_code_is_said_in_general():
    with override("en"):
        assert say_refusal("nothing") == REFUSALS["invalid_input"]
        assert say_field_error("nothing") == FIELD_ERRORS["not_a_choice"]
