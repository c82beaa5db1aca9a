"""The command line as a whole: light, and clear about what it knows."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import linli.engines
from linli.cli import main
from linli.cli.commands import COMMANDS, DOCS, IMPORTS
from linli.cli.engines import EngineGroup
from linli.cli.framework import find_community
from tests.architecture.sources import ROOT
from tests.cli.running import run
from tests.factories import make_community


def test_help_names_every_command():
    output = CliRunner().invoke(main, ["--help"]).output
    listed = [line.split()[0] for line in output.partition("Commands:\n")[2].splitlines()]
    assert listed == [
        "setup",
        "upgrade",
        "doctor",
        "serve",
        "work",
        "retry-jobs",
        "import",
        "add",
        "reseal-contacts",
        "docs",
        "engine",
        "verify",
        "witness",
        "log",
        "fsck",
        "erase",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        *([name, "--help"] for name in COMMANDS),
        *(["import", name, "--help"] for name in IMPORTS.late),
        *(["docs", name, "--help"] for name in DOCS.late),
    ],
    ids=" ".join,
)
def test_each_command_says_what_it_does(arguments):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")


def test_help_imports_no_framework_and_no_command():
    program = (
        "import sys; from linli.cli import main; main(['--help'], standalone_mode=False);"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'django', 'granian', 'numpy'}"
        " or m == 'linli.cli.setup'))"
    )
    command = [sys.executable, "-c", program]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert printed.stdout.splitlines()[-1] == "[]"


def test_each_command_has_its_heading_in_the_documentation():
    text = (ROOT / "docs" / "operations" / "setup.md").read_text()
    headings = [line.removeprefix("### linli ") for line in text.splitlines() if line[:4] == "### "]
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("arguments", [["--version"], ["engine", "--help"], ["verify", "--help"]])
def test_engines_run_in_an_empty_folder_without_settings(tmp_path, arguments):
    done = run(tmp_path, *arguments, LINLI_PRODUCTION="1", LINLI_DATABASE_URL="nonsense:")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_engines_are_those_that_have_a_command(tmp_path, monkeypatch):
    for name, files in {"good_one": ["__init__", "command"], "not_yet": ["__init__"]}.items():
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / f"{file}.py").write_text("")
    (tmp_path / "good_one" / "command.py").write_text(
        "import click\n@click.command()\ndef command():\n    click.echo('ran')\n"
    )
    monkeypatch.setattr(linli.engines, "__path__", [str(tmp_path)])
    group = EngineGroup("engine")
    assert group.list_commands(click.Context(group)) == ["good-one"]
    assert CliRunner().invoke(group, ["good-one"]).output == "ran\n"
    assert "No such command 'not-yet'" in CliRunner().invoke(group, ["not-yet"]).output
    for module in [name for name in sys.modules if name.startswith("linli.engines.good_one")]:
        del sys.modules[module]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LINLI_PRODUCTION": "1"}, "Error: Set LINLI_SECRET_KEY"),
        ({"LINLI_DATABASE_URL": "nonsense:"}, "Error: LINLI_DATABASE_URL must begin"),
        ({"LINLI_WEB_WORKERS": "two"}, "Error: LINLI_WEB_WORKERS must be a whole number"),
    ],
)
def test_setting_that_is_missing_or_wrong_ends_in_one_line(tmp_path, settings, sentence):
    done = run(tmp_path, "doctor", **settings)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.django_db
def test_community_is_the_only_one_or_the_one_of_that_slug():
    with pytest.raises(click.UsageError, match="run `linli setup` first"):
        find_community("")
    first = make_community("willow")
    assert find_community("") == find_community("willow") == first
    second = make_community("poplar", host="poplar.example")
    assert find_community("poplar") == second
    with pytest.raises(click.UsageError, match="choose by --community: willow, poplar"):
        find_community("")
    with pytest.raises(click.UsageError, match="no community “oak”"):
        find_community("oak")


def test_command_on_a_database_that_was_never_set_up_says_what_to_do(tmp_path):
    sheet, mapping = tmp_path / "sheet.csv", ROOT / "docs" / "mappings" / "baltimore.toml"
    sheet.write_text("a,b\n1,2\n")
    done = run(tmp_path, "import", "cases", str(sheet), "--mapping", str(mapping))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "`linli setup` prepares it." in done.stderr
