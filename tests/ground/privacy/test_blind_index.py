import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from linli.ground.privacy.blind_index import (
    blind_index,
    index_contact,
    list_blind_indexes,
    list_contact_indexes,
)
from linli.ground.privacy.contacts import Contact, parse_contact

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(MOBILES)
def test_index_contact_is_equal_for_all_spellings(number):
    spellings = [
        number,
        f"+86{number}",
        f"0086 {number}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
    ]
    assert len({index_contact(parse_contact(text), community_id=ONE) for text in spellings}) == 1


@given(MOBILES, MOBILES)
def test_index_contact_differs_exactly_where_numbers_do(first, second):
    indexes = [index_contact(parse_contact(text), community_id=ONE) for text in (first, second)]
    assert (indexes[0] == indexes[1]) is (first == second)


def test_index_contact_is_equal_for_all_spellings_of_a_mail_address():
    spellings = ["A@Bücher.example", " a@bücher.EXAMPLE ", "a@xn--bcher-kva.example"]
    assert len({index_contact(parse_contact(text), community_id=ONE) for text in spellings}) == 1


def test_blind_index_differs_by_community_purpose_and_key(settings):
    settings.LINLI_FIELD_KEY = b"a" * 32
    indexes = {
        blind_index("+8613812345678", purpose=purpose, community_id=community)
        for purpose in ("phone", "mail")
        for community in (ONE, OTHER)
    }
    settings.LINLI_FIELD_KEY = b"b" * 32
    indexes.add(blind_index("+8613812345678", purpose="phone", community_id=ONE))
    assert len(indexes) == 5
    assert all(re.fullmatch("[0-9a-f]{64}", index) for index in indexes)


def test_list_contact_indexes_names_current_key_first(settings):
    contact = Contact("phone", "+8613812345678")
    settings.LINLI_FIELD_KEY = b"a" * 32
    before = index_contact(contact, community_id=ONE)
    settings.LINLI_FIELD_KEY, settings.LINLI_FIELD_KEYS_OLD = b"b" * 32, [b"a" * 32]
    after = index_contact(contact, community_id=ONE)
    assert list_contact_indexes(contact, community_id=ONE) == [after, before]
    assert list_blind_indexes(contact.value, purpose="phone", community_id=ONE) == [after, before]
    assert after != before
