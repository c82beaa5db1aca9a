"""The repository names no machine, no registry and no setting that is not explained."""

import re

from linli.config import env
from tests.architecture.sources import PACKAGE, ROOT, name_of, project_files

# Put together here, so that this file does not name them either.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "deb" + ".debian.org",
    "crates" + ".io",
    "tuna." + "tsinghua.edu.cn",
    "mirrors." + "aliyun.com",
    "npm" + "mirror.com",
]
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home/\w+)/")
SETTING = re.compile(r"\bLINLI_[A-Z_]+\b")
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


def texts() -> dict[str, str]:
    """Every file that is text, by its name."""
    found = {}
    for path in project_files():
        try:
            found[name_of(path)] = path.read_text()
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_package_registry():
    found = [(name, host) for name, text in texts().items() for host in REGISTRIES if host in text]
    assert found == []


def test_no_file_names_a_folder_of_somebodys_machine():
    found = [(name, hit[0]) for name, text in texts().items() if (hit := MACHINE_PATH.search(text))]
    assert found == []


def test_lock_files_pin_every_package_with_hashes():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        blocks = re.split(r"\n(?=\S)", path.read_text())
        pinned = [block for block in blocks if "==" in block.partition("\n")[0]]
        assert pinned, path.name
        assert [block for block in pinned if "--hash=sha256:" not in block] == []


def test_every_setting_that_is_read_has_its_heading():
    read = set(SETTING.findall((PACKAGE / "config" / "env.py").read_text()))
    headings = " ".join(HEADING.findall((ROOT / "docs" / "settings.md").read_text()))
    assert read >= {"LINLI_DATA_DIR", "LINLI_DATABASE_URL"}
    assert read - set(SETTING.findall(headings)) == set()
    assert env.read_environment.__doc__


def test_every_heading_of_a_setting_has_its_reader():
    read = set(SETTING.findall((PACKAGE / "config" / "env.py").read_text()))
    headings = " ".join(HEADING.findall((ROOT / "docs" / "settings.md").read_text()))
    assert set(SETTING.findall(headings)) - read == set()
