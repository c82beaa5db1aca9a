from datetime import date

import pytest

from linli.ground.calendars.errors import NoticeError
from linli.ground.calendars.notice_files import parse_notice
from linli.ground.calendars.notices import Notice
from linli.ground.calendars.working_calendar import DayKind

HOLIDAY, WORKDAY = DayKind
NOTICE = Notice(
    2027,
    "国办发明电〔2026〕9号",
    {
        date(2027, 1, 1): HOLIDAY,
        date(2027, 1, 2): HOLIDAY,
        date(2027, 1, 3): HOLIDAY,
        date(2027, 1, 9): WORKDAY,
        date(2027, 5, 1): HOLIDAY,
    },
)
TOML = """\
# New Year and Labour Day
year = 2027
source = "国办发明电〔2026〕9号"
holidays = ["2027-01-01/2027-01-03", "2027-05-01"]
workdays = [
    "2027-01-09",
]
"""
CSV = """\
# year: 2027
# source: 国办发明电〔2026〕9号

from,until,kind
# New Year
2027-01-01,2027-01-03,holiday
2027-01-09,,workday
 "2027-05-01" ,,holiday
"""


@pytest.mark.parametrize(
    "text",
    [
        TOML,
        CSV,
        CSV.replace("\n", "\r\n"),
        "\ufeff" + CSV,
        CSV.replace("year:", " year："),
        TOML[:-1],
    ],
)
def test_notice_parsed(text):
    assert parse_notice(text) == NOTICE


@pytest.mark.parametrize(
    ("text", "code", "field", "line"),
    [
        (TOML.replace("year = 2027", "year = "), "notice_syntax", "text", 2),
        (TOML.replace("]\n", "\n"), "notice_syntax", "text", 5),
        (TOML.replace("year = 2027", "years = 2027"), "notice_unknown_field", "years", 2),
        (TOML.replace("2027-05-01", "2027-05-32"), "notice_day", "holidays", 4),
        (TOML.replace("2027-01-09", "2027-05-01"), "notice_day_twice", "workdays", 6),
        (TOML.replace('"国办发明电〔2026〕9号"', "9"), "notice_source", "source", 3),
        ("", "notice_year", "year", 1),
        (CSV.replace("# year: 2027", "# year: next"), "notice_year", "year", 1),
        (CSV.replace("# year: 2027", "# 2027"), "notice_year", "year", None),
        (CSV.replace("# source", "# from"), "notice_source", "source", None),
        (CSV.replace("2027-01-03", "2027-01-33"), "notice_day", "days", 6),
        (CSV.replace("2027-01-03", "2026-01-03"), "notice_span", "days", 6),
        (CSV.replace("2027-01-09,,workday", "2027-01-09,workday"), "notice_row", "days", 7),
        (CSV.replace("workday", "worked"), "notice_kind", "days", 7),
        (CSV.replace("2027-01-09,,", "2027-01-02,,"), "notice_day_twice", "days", 7),
    ],
)
def test_notice_with_an_error(text, code, field, line):
    with pytest.raises(NoticeError) as refused:
        parse_notice(text)
    error = refused.value
    assert (error.code, error.field, error.line) == (code, field, line)
    assert str(error).startswith(f"line {line}: " if line else f"{field}: ")
