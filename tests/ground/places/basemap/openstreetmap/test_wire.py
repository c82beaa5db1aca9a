"""Numbers come back as they were written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.places.basemap.openstreetmap.wire import (
    WireError,
    read_fields,
    read_varint,
    signed,
    undelta,
    unpack,
    unzigzag,
)
from tests.maps import varint, zigzag

SIGNED = st.integers(-(2**62), 2**62)


@given(st.lists(st.integers(0, 2**63 - 1), max_size=60))
def test_packed_lists_come_back(values):
    data = memoryview(b"".join(map(varint, values)))
    assert unpack(data).tolist() == values


@given(st.lists(SIGNED, max_size=60))
def test_signed_lists_come_back(values):
    data = memoryview(b"".join(varint(zigzag(value)) for value in values))
    assert unzigzag(unpack(data)).tolist() == values


def test_differences_are_added_up():
    steps = np.array([zigzag(value) for value in (5, -3, 10)], dtype=np.int64)
    assert undelta(steps).tolist() == [5, 2, 12]


@pytest.mark.parametrize(
    ("data", "value"), [(b"\x00", 0), (b"\x96\x01", 150), (b"\xff" * 9 + b"\x01", 2**64 - 1)]
)
def test_varints_of_the_documentation(data, value):
    assert read_varint(memoryview(data), 0) == (value, len(data))


def test_negative_numbers_take_ten_bytes():
    assert signed(2**64 - 2) == -2
    assert signed(5) == 5


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80" * 11])
def test_number_without_end_is_refused(data):
    with pytest.raises(WireError):
        read_varint(memoryview(data), 0)


def test_fields_of_fixed_width_are_passed_over():
    data = memoryview(b"\x09" + bytes(8) + b"\x15" + bytes(4) + b"\x18\x07")
    assert list(read_fields(data)) == [(3, 7)]


@pytest.mark.parametrize("data", [b"\x09\x00", b"\x0a\x05ab", b"\x0b", b"\x08"])
def test_field_that_does_not_fit_is_refused(data):
    with pytest.raises(WireError):
        list(read_fields(memoryview(data)))


@pytest.mark.parametrize("data", [b"\x80", b"\x01\x80", b"\x80" * 10 + b"\x01"])
def test_list_that_does_not_end_is_refused(data):
    with pytest.raises(WireError):
        unpack(memoryview(data))
