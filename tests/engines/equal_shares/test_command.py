"""The command line, as a person or a script uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linli.engines.equal_shares import command as module
from linli.engines.equal_shares.command import command
from tests.engines.equal_shares.examples import riverside_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "riverside.pb"
    path.write_bytes(riverside_file())
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_command_is_called_equal_shares() -> None:
    assert command.name == "equal-shares"


def test_command_prints_the_outcome(file: Path) -> None:
    result = run(file)
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[:5] == [
        "Riverside",
        "Budget: 1,200 CNY",
        "Spent: 430 CNY",
        "Left over: 770 CNY",
        "Voters: 40",
    ]
    assert "  + lamp  300 CNY  (11)  Street lamps" in lines
    assert "      With 24 more voters voting for it alone it would have been chosen." in lines
    assert "      Costing 180 CNY less, it would have been chosen." in lines
    assert lines[-1] == "  No tie decided anything."


def test_command_speaks_chinese(file: Path) -> None:
    lines = run(file, "--language", "zh", "--compare").stdout.splitlines()
    assert lines[1] == "预算: 1,200 CNY"
    assert "      若再有 24 位居民只投它，它就会选中。" in lines
    assert "  仅按票数选取时选中: park gift" in lines


def test_command_prints_json(file: Path) -> None:
    result = run(file, "--json", "--rule", "greedy", "--satisfaction", "cardinality")
    document = json.loads(result.stdout)
    assert document["winners"] == ["gift", "book", "lamp", "bike", "none"]
    assert (document["rule"], document["satisfaction"]) == ("greedy", "cardinality")
    assert "comparison" not in document


def test_command_compares_with_the_greedy_rule(file: Path) -> None:
    document = json.loads(run(file, "--json", "--compare").stdout)
    assert document["comparison"]["only_there"] == ["park", "gift"]


def test_command_takes_completion_convention_and_ties(file: Path) -> None:
    result = run(
        file,
        "--json",
        "--completion=add1-greedy",
        "--convention=equalshares.net",
        "--tie=max_votes",
        "--increment=2",
        "--comparison-step",
    )
    document = json.loads(result.stdout)
    assert document["winners"] == ["gift", "park", "lamp"]
    assert document["replaced_by_greedy"] is True
    shared = json.loads(run(file, "--json", "--completion=add1", "--increment=2").stdout)
    assert (shared["winners"], shared["share"]) == (["lamp", "book"], 36)


def test_command_writes_the_report(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run(file, "--report", page)
    assert result.exit_code == 0
    assert "参与式预算结果" in page.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "riverside.pb"]


def test_command_refuses_a_bad_file_with_its_place(tmp_path: Path) -> None:
    bad, page = tmp_path / "bad.pb", tmp_path / "report.html"
    bad.write_bytes(riverside_file().replace(b"lamp,book", b"lamp,boat", 1))
    result = run(bad, "--report", page)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"{bad}:41:15: project 'boat' is not in PROJECTS\n"
    assert not page.exists()


def test_command_notes_what_is_odd(tmp_path: Path) -> None:
    odd = tmp_path / "odd.pb"
    odd.write_bytes(riverside_file().replace(b"budget;", b"num_votes;41\nbudget;"))
    result = run(odd)
    assert result.exit_code == 0
    assert result.stderr == f"{odd}: note: META says num_votes 41, the file has 40\n"


def test_command_refuses_a_report_that_cannot_be_written(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "report.html"
    result = run(file, "--report", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{target}: No such file or directory\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rule", "fair"],
        ["--completion", "add1", "--rule", "greedy"],
        ["--satisfaction", "points"],
        ["--increment", "0"],
    ],
)
def test_command_refuses_options_that_do_not_go(file: Path, arguments: list[str]) -> None:
    result = run(file, *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


def test_command_refuses_a_missing_file(tmp_path: Path) -> None:
    assert run(tmp_path / "none.pb").exit_code == 2


def test_patience_speaks_only_after_two_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter([0.0, 1.9, 2.1, 2.2, 2.7])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(now))
    patience = module.Patience()
    for text in ("early", "first", "too soon", "second"):
        patience(text)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "first\nsecond\n")
