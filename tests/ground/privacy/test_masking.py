import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.privacy.masking import mask_mail, mask_name, mask_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("+861062345678", "861****5678"),
        ("+12025550123", "120****0123"),
        ("62345678", "****5678"),
        ("6234567", "****567"),
        ("12345", "****"),
        ("", "****"),
    ],
)
def test_mask_phone_shows(number, masked):
    assert mask_phone(number) == masked


@given(st.from_regex(r"\+?[0-9]{0,15}", fullmatch=True))
def test_mask_phone_hides_at_least_three_digits(number):
    shown = sum(character.isdigit() for character in mask_phone(number))
    assert shown <= 7
    assert shown <= max(0, sum(character.isdigit() for character in number) - 3)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("zhangsan@example.com", "z***@example.com"),
        ("ab@example.com", "***@example.com"),
        ("a@example.com", "***@example.com"),
        ("no address", "***"),
        ("", "***"),
    ],
)
def test_mask_mail_shows(address, masked):
    assert mask_mail(address) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张**"),
        ("欧阳娜娜", "欧**"),
        ("张", "**"),
        ("Maria  Lopez", "M** L**"),
        ("", ""),
    ],
)
def test_mask_name_shows(name, masked):
    assert mask_name(name) == masked
