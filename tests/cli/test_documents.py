"""linli docs procedures: pages that follow from the declarations, and are current."""

import re

from click.testing import CliRunner

from linli.cli import main
from linli.core.matters.definition import Phase, Procedure, State, Step, anyone, reporter
from linli.core.matters.diagrams import describe_procedure, draw_states
from linli.core.matters.registry import list_registrations
from tests.architecture.sources import ROOT


def call(*arguments):
    return CliRunner().invoke(main, ["docs", "procedures", *map(str, arguments)])


def make_procedure():
    return Procedure(
        kind="sample",
        version=2,
        label="Sample",
        plural="Samples",
        seal="样",
        prefix="SM",
        states=(
            State("open", "Open", Phase.WAITING),
            State("done", "Done", Phase.DONE, final=True),
        ),
        opening=Step(
            name="begin", label="Begin", done="Begun", sources=(), target="open", actors=(anyone,)
        ),
        steps=(
            Step(
                name="note",
                label="Note",
                done="Noted",
                sources=("open",),
                target=None,
                actors=(reporter,),
                limit=2,
            ),
            Step(
                name="end",
                label="End",
                done="Ended",
                sources=("open",),
                target="done",
                actors=(reporter,),
            ),
        ),
    )


def test_committed_pages_are_current():
    result = call("--check", "--folder", ROOT / "docs" / "procedures")
    assert (result.exit_code, result.stderr) == (0, "")
    pages = {path.stem for path in (ROOT / "docs" / "procedures").glob("*.md")}
    assert pages == {registration.procedure.kind for registration in list_registrations()}


def test_pages_are_written_once_and_checked(tmp_path):
    folder = tmp_path / "procedures"
    missing = call("--check", "--folder", folder)
    assert missing.exit_code == 1
    assert "Run: linli docs procedures" in missing.output
    number = len(list_registrations())
    assert call("--folder", folder).output == f"pages={number} written={number}\n"
    assert call("--folder", folder).output == f"pages={number} written=0\n"
    (folder / "case.md").write_text("else")
    assert call("--check", "--folder", folder).exit_code == 1
    assert (folder / "case.md").read_text() == "else"
    assert call("--folder", folder).output == f"pages={number} written=1\n"


def test_page_of_a_small_procedure():
    assert describe_procedure(make_procedure()) == (
        "# Sample: procedure `sample`, version 2\n"
        "\n"
        "<!-- Written by `linli docs procedures` from the declaration; change that instead. -->\n"
        "\n"
        "## States\n"
        "\n"
        "| state | label | phase | final |\n"
        "|---|---|---|---|\n"
        "| `open` | Open | waiting |  |\n"
        "| `done` | Done | done | ✓ |\n"
        "\n"
        "```mermaid\n"
        "stateDiagram-v2\n"
        "    [*] --> open: begin\n"
        "    open --> done: end\n"
        "    done --> [*]\n"
        "```\n"
        "\n"
        "## Steps\n"
        "\n"
        "| step | from | to | anyone | reporter |\n"
        "|---|---|---|---|---|\n"
        "| `begin` | nothing | `open` | ✓ |  |\n"
        "| `note` | `open` | stays |  | ✓ |\n"
        "| `end` | `open` | `done` |  | ✓ |\n"
        "\n"
        "Who may:\n"
        "\n"
        "- **anyone**: everybody, with or without an account\n"
        "- **reporter**: who reported it, by account or receipt\n"
        "\n"
        "What else has to hold:\n"
        "\n"
        "- `note`: at most 2 times\n"
    )


def test_diagram_shows_every_step_between_states_of_every_procedure():
    for registration in list_registrations():
        procedure = registration.procedure
        drawn = {
            tuple(found)
            for found in re.findall(r"(\S+) --> (\S+): (\S+)", "\n".join(draw_states(procedure)))
        }
        declared = {
            (source, step.target, step.name)
            for step in procedure.steps
            if step.target
            for source in step.sources
        }
        assert drawn == declared | {("[*]", procedure.opening.target, procedure.opening.name)}
