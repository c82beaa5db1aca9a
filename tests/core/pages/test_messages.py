from django.utils.translation import override

from linli.core.pages.messages import FIELD_ERRORS, REFUSALS, say_field_error, say_refusal


def test_every_code_has_its_sentence():
    with override("en"):
        assert {code: say_refusal(code) for code in REFUSALS} == REFUSALS
        assert {code: say_field_error(code) for code in FIELD_ERRORS} == FIELD_ERRORS


def test_no_two_refusals_say_the_same():
    assert len(set(REFUSALS.values())) == len(REFUSALS)
    assert len(set(FIELD_ERRORS.values())) == len(FIELD_ERRORS)


def test_sentence_is_in_the_readers_language():
    with override("zh-hans"):
        assert not say_refusal("not_in_state").isascii()
        assert not say_field_error("required").isascii()


def test_unknown_code_is_said_in_general():
    with override("en"):
        assert say_refusal("nothing") == REFUSALS["invalid_input"]
        assert say_field_error("nothing") == FIELD_ERRORS["not_a_choice"]
