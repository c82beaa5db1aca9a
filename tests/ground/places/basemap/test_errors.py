"""Every reason for which a map file is refused has its sentence and its line in the manual."""

import re
from pathlib import Path

from linli.ground.places.basemap import errors
from linli.ground.places.basemap.errors import SENTENCES

SOURCE = Path(errors.__file__).parent
MANUAL = SOURCE.parents[4] / "docs" / "map.md"
RAISED = re.compile(r'(?:MapFileError|_refusal)\(\s*"([a-z_]+)"')


def test_each_code_in_the_source_has_a_sentence_and_no_other():
    texts = [path.read_text() for path in SOURCE.rglob("*.py")]
    raised = {code for text in texts for code in RAISED.findall(text)}
    # Chosen by whether the file had ended.
    assert raised | {"xml_syntax", "cut_off"} == set(SENTENCES)


def test_each_code_has_its_line_in_the_manual():
    table = MANUAL.read_text(encoding="utf-8").partition("### What can be wrong with a file")[2]
    lines = re.findall(r"^\| (`[^|]+) \|", table.partition("###")[0], re.MULTILINE)
    documented = [code for line in lines for code in re.findall(r"`([a-z_]+)`", line)]
    assert sorted(documented) == sorted(SENTENCES)
