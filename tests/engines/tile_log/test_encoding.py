import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.tile_log import FormatError
from linli.engines.tile_log.encoding import decode_base64, decode_text, parse_decimal


@given(st.binary(max_size=40))
def test_base64_is_read_back(data):
    assert decode_base64(base64.b64encode(data).decode(), what="it") == data


@pytest.mark.parametrize(
    "text", ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "Y Q==", "YQ-_", "ＹQ==", "YQ==YQ=="]
)
def test_base64_spelled_another_way_is_refused(text):
    with pytest.raises(FormatError) as refused:
        decode_base64(text, what="it")
    assert refused.value.code == "base64"


def test_base64_of_another_length_is_refused():
    with pytest.raises(FormatError) as refused:
        decode_base64("YQ==", what="the root", length=32)
    assert (refused.value.code, str(refused.value)) == ("length", "the root has 1 bytes, not 32")


@given(st.integers(0, (1 << 63) - 1))
def test_decimal_is_read_back(number):
    assert parse_decimal(str(number), what="it") == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "+1", "-1", "1 ", "1_0", "1\n", "١", str(1 << 63), "9" * 5000]
)
def test_decimal_spelled_another_way_is_refused(text):
    with pytest.raises(FormatError) as refused:
        parse_decimal(text, what="it")
    assert refused.value.code == "decimal"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff", "utf-8"),
        (b"\xed\xa0\x80", "utf-8"),
        (b"a\r\n", "control-character"),
        (b"\x00", "control-character"),
    ],
)
def test_text_that_notes_must_not_hold_is_refused(data, code):
    with pytest.raises(FormatError) as refused:
        decode_text(data, what="it")
    assert refused.value.code == code
