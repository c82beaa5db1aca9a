import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.privacy.contacts import Contact, parse_contact, parse_mail, parse_phone
from linli.ground.privacy.errors import ContactError

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
SPACERS = st.lists(
    st.sampled_from(["", " ", "-", " - ", "\u2011", "(", ")", "."]), min_size=11, max_size=11
)


def refusal(parse, *args, **kwargs):
    with pytest.raises(ContactError) as caught:
        parse(*args, **kwargs)
    return caught.value.code


@given(MOBILES, SPACERS, st.sampled_from(["", "86", "+86", "0086", "+86 ", "＋８６"]))
def test_parse_phone_reads_every_spelling_of_a_mobile(number, spacers, prefix):
    spelled = prefix + "".join(a + b for a, b in zip(number, spacers, strict=True))
    assert parse_phone(spelled) == f"+86{number}"


@given(
    st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True).filter(lambda n: not n.startswith("+86"))
)
def test_parse_phone_keeps_international_numbers(number):
    assert parse_phone(number) == number
    assert parse_phone(f"00{number[1:]}") == number


@given(st.text(max_size=30) | st.from_regex(r"[a-z1+.]{1,9}@[a-z0-9ß。.-]{1,15}", fullmatch=True))
def test_parse_contact_reads_its_own_spelling_or_refuses_with_a_code(text):
    try:
        contact = parse_contact(text)
    except ContactError as refusal_of_text:
        code = refusal_of_text.code
        contact = None
    if contact is None:
        assert code.partition("_")[0] in {"contact", "phone", "mail"}
    else:
        assert parse_contact(contact.value) == contact


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("010-6234 5678", "+861062345678"),
        ("(021) 5234-5678", "+862152345678"),
        ("0571 8765432", "+865718765432"),
        ("0571 87654321", "+8657187654321"),
        ("+86 0571 87654321", "+8657187654321"),
        ("+86 (571) 8765-4321", "+8657187654321"),
        ("１３８１２３４５６７８", "+8613812345678"),
        ("+1 202 555 0123", "+12025550123"),
        ("+852 5123 4567", "+85251234567"),
    ],
)
def test_parse_phone_reads(text, number):
    assert parse_phone(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "phone_characters"),
        ("138abc45678", "phone_characters"),
        ("13812345678 ext 3", "phone_characters"),
        ("1+3812345678", "phone_characters"),
        ("62345678", "phone_area_missing"),
        ("6234567", "phone_area_missing"),
        ("12812345678", "phone_invalid"),
        ("1381234567", "phone_invalid"),
        ("138123456789", "phone_invalid"),
        ("4001234567", "phone_invalid"),
        ("12345", "phone_invalid"),
        ("010 12345678", "phone_invalid"),
        ("+86 12812345678", "phone_invalid"),
        ("+86013812345678", "phone_invalid"),
        ("+1234567", "phone_invalid"),
        ("+1234567890123456", "phone_invalid"),
        ("+0123456789", "phone_invalid"),
    ],
)
def test_parse_phone_refuses(text, code):
    assert refusal(parse_phone, text) == code


def test_parse_phone_without_assumed_country():
    assert parse_phone("+86 138 1234 5678", country_code="") == "+8613812345678"
    assert refusal(parse_phone, "13812345678", country_code="") == "phone_country_missing"


def test_parse_phone_with_another_country():
    assert parse_phone("0151 23456789", country_code="49") == "+4915123456789"


@given(
    st.from_regex(r"[a-zA-Z0-9]{1,20}(\.[a-zA-Z0-9]{1,20}){0,2}", fullmatch=True),
    st.from_regex(r"[a-zA-Z][a-zA-Z0-9]{0,20}\.(com|CN|Org)", fullmatch=True),
    st.sampled_from(["", " ", "\t", "\u3000"]),
)
def test_parse_mail_ignores_case_and_outer_space(local, host, space):
    assert parse_mail(f"{space}{local}@{host}{space}") == f"{local}@{host}".lower()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Zhang.San@Example.COM", "zhang.san@example.com"),
        ("a+b@例子.测试", "a+b@xn--fsqu00a.xn--0zwm56d"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("ａ@example.com", "a@example.com"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
    ],
)
def test_parse_mail_reads(text, address):
    assert parse_mail(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("zhangsan", "mail_at_sign"),
        ("a@b@example.com", "mail_at_sign"),
        ("@example.com", "mail_local_part"),
        (".a@example.com", "mail_local_part"),
        ("a..b@example.com", "mail_local_part"),
        ("a b@example.com", "mail_local_part"),
        ("张三@example.com", "mail_local_part"),
        ('"a"@example.com', "mail_local_part"),
        ("a\r\nBcc: x@example.com", "mail_local_part"),
        ("a" * 65 + "@example.com", "mail_local_part"),
        ("a@", "mail_host"),
        ("a@example", "mail_host"),
        ("a@example.com.", "mail_host"),
        ("a@-example.com", "mail_host"),
        ("a@exa mple.com", "mail_host"),
        ("a@[127.0.0.1]", "mail_host"),
        ("a@127.0.0.1", "mail_host"),
        ("a@" + "x" * 64 + ".com", "mail_host"),
        ("a@" + "x." * 125 + "example.com", "mail_length"),
    ],
)
def test_parse_mail_refuses(text, code):
    assert refusal(parse_mail, text) == code


def test_parse_contact_chooses_by_at_sign():
    assert parse_contact("138 1234 5678") == Contact("phone", "+8613812345678")
    assert parse_contact("A@example.com") == Contact("mail", "a@example.com")
    assert parse_contact("a＠example.com") == Contact("mail", "a@example.com")
    assert refusal(parse_contact, " \t") == "contact_empty"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("13812345678", True), ("010-62345678", False), ("+12025550123", True), ("a@b.cn", True)],
)
def test_contact_takes_messages(text, expected):
    assert parse_contact(text).takes_messages is expected
