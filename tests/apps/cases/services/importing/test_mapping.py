"""Mapping files: what they may say, and that ours hold."""

from zoneinfo import ZoneInfo

import pytest

from linli.apps.cases.errors import MappingError
from linli.apps.cases.services.importing.mapping import parse_mapping, read_mapping
from linli.apps.cases.services.importing.rules import CategoryRule, HolderRule, PlaceRule, TimeRule
from linli.ground.calendars.public import Limit
from linli.ground.parties.enums import Sector
from tests.apps.cases.services.importing.sheets import HEADER, MAPPING
from tests.architecture.sources import ROOT


def test_whole_mapping_is_read():
    mapping = parse_mapping(MAPPING)
    assert (mapping.source, mapping.id_column, mapping.title_column) == (
        "old-system",
        "id",
        "title",
    )
    assert mapping.times == TimeRule(
        {"opened": "opened", "closed": "closed", "due": "due", "changed": "changed"},
        ("%Y-%m-%d %H:%M", "%Y-%m-%d"),
        ZoneInfo("Asia/Shanghai"),
    )
    assert mapping.category == CategoryRule("old", "Old system", "kind", offered=False)
    assert mapping.holder == HolderRule(
        "office", Sector.GOVERNMENT_OFFICE, {"Power Company": Sector.COMPANY}
    )
    assert mapping.place == PlaceRule("latitude", "longitude", (("0", "0"),), "where")
    assert mapping.promise.limit == Limit.parse("5wd")
    assert mapping.states.chains == {"done": "done", "open": "open", "double": "double"}
    assert [event.step for event in mapping.chains["done"].events] == ["report", "handle", "close"]
    assert mapping.chains["double"].events[-1].facts == {"original": "unknown"}
    assert mapping.list_columns() == sorted(HEADER.split(","))


def test_mapping_with_the_least_that_is_needed():
    mapping = parse_mapping(
        """
        source = "s"
        [id]
        column = "n"
        [times]
        zone = "UTC"
        formats = "%Y"
        opened = "o"
        [category]
        group = "g"
        group_name = "G"
        [states]
        always = "new"
        [[chains.new]]
        step = "report"
        state = "reported"
        at = "opened"
        role = "anyone"
        """
    )
    assert mapping.list_columns() == ["n", "o"]
    assert (mapping.title_column, mapping.holder, mapping.promise) == ("", None, None)
    assert mapping.place == PlaceRule()
    assert mapping.chains["new"].state == "reported"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('source = "old-system"', "source = [", "Invalid value"),
        ('source = "old-system"', 'source = "旧系统"', "source is a code of at most 40"),
        ('source = "old-system"', "", "source is missing"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Nowhere"', "times.zone"),
        ('opened = "opened"', "", "times.opened is missing"),
        ('group = "old"', 'group = "a.b"', "category.group is one word"),
        ('sector = "government_office"', 'sector = "city"', "no such sector: city"),
        ('"Power Company" = "company"', '"Power Company" = "firm"', "no such sector: firm"),
        ('longitude = "longitude"', "", "place needs both latitude and longitude"),
        ('name = "handle"', 'name = "mend"', "no such promise: mend"),
        ('limit = "5wd"', 'limit = "5 days"', "promise.limit: not a limit"),
        ('column = "state"', "", "states needs column and values, or always"),
        ('"done" = "done"', '"done" = "gone"', "states: no such chain: gone"),
        ('column = "id"', 'column = "id"\ncolour = "red"', "unknown: id.colour"),
    ],
)
def test_mapping_that_cannot_be_followed_is_refused(before, after, sentence):
    assert before in MAPPING
    with pytest.raises(MappingError, match=sentence.replace("[", r"\[")):
        parse_mapping(MAPPING.replace(before, after, 1))


def test_key_that_means_nothing_is_refused():
    with pytest.raises(MappingError, match="unknown: extra"):
        parse_mapping(f"{MAPPING}\n[extra]\na = 1\n")


def test_file_that_cannot_be_read_is_refused_with_its_name(tmp_path):
    with pytest.raises(MappingError, match=r"nothing\.toml"):
        read_mapping(tmp_path / "nothing.toml")


def test_example_in_the_documentation_can_be_followed():
    text = (ROOT / "docs" / "import.md").read_text()
    example = text.partition("```toml\n")[2].partition("```")[0]
    mapping = parse_mapping(example)
    columns = mapping.list_columns()
    assert " ".join(columns) == (
        "Answered District Due Lat Lon Number Office Received Status Status since Subject Text Type"
    )


def test_our_mapping_of_petitions_never_reads_the_name_of_a_user():
    mapping = read_mapping(ROOT / "docs/mappings/petitions.toml")
    assert mapping.list_columns() == [
        "留言主题",
        "留言时间",
        "留言编号",
        "留言详情",
        "答复意见",
        "答复时间",
    ]
    assert mapping.promise.limit == Limit.parse("60cd")
    assert {part.audience.value for part in mapping.chains["answered"].parts} == {"public"}


def test_our_mapping_of_service_requests_knows_every_status():
    mapping = read_mapping(ROOT / "docs/mappings/baltimore.toml")
    ends = {value: mapping.chains[name].state for value, name in mapping.states.chains.items()}
    assert ends == {
        "New": "reported",
        "Open": "dispatched",
        "In Progress": "handling",
        "Pending": "handling",
        "Closed": "closed",
        "Closed (Transferred)": "redirected",
        "Closed (Duplicate)": "merged",
        "Open (Duplicate)": "merged",
        "New (Duplicate)": "merged",
    }
