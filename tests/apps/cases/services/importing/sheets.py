"""Small sheets and mappings for tests of the import."""

from pathlib import Path

from linli.apps.cases.services.importing.mapping import parse_mapping
from linli.apps.cases.services.importing.rules import CaseMapping

HEADER = "id,title,words,reply,opened,closed,due,changed,kind,office,state,latitude,longitude,where"
MAPPING = """
source = "old-system"

[id]
column = "id"

[title]
column = "title"

[times]
zone = "Asia/Shanghai"
formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d"]
opened = "opened"
closed = "closed"
due = "due"
changed = "changed"

[category]
group = "old"
group_name = "Old system"
column = "kind"

[holder]
column = "office"
sector = "government_office"

[holder.sectors]
"Power Company" = "company"

[place]
latitude = "latitude"
longitude = "longitude"
unknown = [[0, 0]]
name = "where"

[promise]
name = "handle"
limit = "5wd"

[states]
column = "state"

[states.values]
"done" = "done"
"open" = "open"
"double" = "double"

[[chains.done]]
step = "report"
state = "reported"
at = "opened"
role = "anyone"
parts = [{ name = "words", column = "words", audience = "public" }]

[[chains.done]]
step = "handle"
state = "handled"
at = "closed"
role = "handler"
by_holder = true
parts = [{ name = "result", column = "reply", audience = "public" }]

[[chains.done]]
step = "close"
state = "closed"
at = "closed"
role = "dispatcher"

[[chains.open]]
step = "report"
state = "reported"
at = "opened"
role = "anyone"
parts = [{ name = "words", column = "words", audience = "public" }]

[[chains.open]]
step = "dispatch"
state = "dispatched"
at = "opened"
role = "dispatcher"

[[chains.double]]
step = "report"
state = "reported"
at = "opened"
role = "anyone"

[[chains.double]]
step = "merge"
state = "merged"
at = ["closed", "changed"]
role = "dispatcher"
facts = { original = "unknown" }
"""
ROW = {
    "id": "7",
    "title": "Lamp out",
    "words": "It is dark.",
    "reply": "Replaced.",
    "opened": "2019-04-25 09:32",
    "closed": "2019-04-26 10:00",
    "due": "2019-04-27 09:32",
    "changed": "2019-04-26 11:00",
    "kind": "Street lamps",
    "office": "Works Office",
    "state": "done",
    "latitude": "31.205",
    "longitude": "121.405",
    "where": "",
}


def read_small_mapping(*, without: str = "") -> CaseMapping:
    """The mapping for these sheets, but for the lines that are taken out."""
    assert without in MAPPING
    return parse_mapping(MAPPING.replace(without, ""))


def make_row(**changed: str) -> dict[str, str]:
    """A row that can be taken, but for what is changed."""
    return ROW | changed


def write_sheet(path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    """A CSV file with these rows, every cell in quotation marks."""
    lines = [HEADER, *(_line(row) for row in rows)]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def _line(row: dict[str, str]) -> str:
    return ",".join('"' + row[name].replace('"', '""') + '"' for name in HEADER.split(","))
