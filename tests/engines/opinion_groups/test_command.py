"""The command line, as a person or a script uses it."""

import json
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linli.engines.opinion_groups import patience
from linli.engines.opinion_groups.command import command
from tests.engines.opinion_groups.examples import write_linli, write_polis

KEYS = {
    "participants": {"id", "x", "y", "group"},
    "groups": {"id", "size", "representative"},
    "statements": {
        "id",
        "agree",
        "disagree",
        "pass",
        "priority",
        "group_informed_consensus",
        "interval",
    },
}
REPRESENTATIVE = {"statement", "direction", "p", "p_test", "repness", "repness_test"}


@pytest.fixture(autouse=True)
def _endless_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, nothing is told but what a test asks for."""
    monkeypatch.setattr(patience, "_PATIENCE", 3_600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_polis(tmp_path / "polis")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_command_is_called_opinion_groups() -> None:
    assert command.name == "opinion-groups"


def test_command_prints_who_thinks_alike(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "40 participants, 40 of them in the conversation; 10 statements, 340 votes.",
        "2 groups: the votes show more structure than chance makes.",
    ]
    assert "Group 1 (20 people)" in lines
    assert "What most share" in lines
    assert '  agrees 75 %  (2) Lamps along the canal, "all night"' in lines
    assert "  disagrees 78 %  (4) More benches, in the shade" in lines


def test_command_speaks_chinese(folder: Path) -> None:
    lines = run(folder, "--language", "zh").stdout.splitlines()
    assert lines[1] == "2 个群体：投票中有超出偶然的结构。"
    assert "第 1 组（20 人）" in lines


def test_command_prints_json_with_the_promised_keys(folder: Path) -> None:
    result = run(folder, "--json")
    document = json.loads(result.stdout)
    for key, names in KEYS.items():
        assert all(names <= set(item) for item in document[key]), key
    for group in document["groups"]:
        assert all(set(item) >= REPRESENTATIVE for item in group["representative"])
    assert set(document["consensus"]) == {"agree", "disagree"}
    assert set(document["silhouette"]) == {"2", "3", "4", "5"}
    assert 0.9 < document["stability"]["mean"] <= 1
    assert (document["state"], document["reason"]) == ("groups", "beyond_chance")
    assert [item["id"] for item in document["statements"]] == list(range(10))
    assert document["statements"][9]["takes_part"] is False
    assert document["statements"][7]["priority"] == 49


def test_json_of_both_exports_is_the_same(folder: Path, tmp_path: Path) -> None:
    own = write_linli(tmp_path / "own")
    assert run(own, "--json").stdout == run(folder, "--json").stdout


def test_blocks_change_nothing_and_the_seed_only_the_draws(folder: Path) -> None:
    plain, blocks, seed = (
        run(folder, "--json", *more).stdout for more in ((), ("--block-size", "3"), ("--seed", "5"))
    )
    assert blocks == plain
    first, second = json.loads(plain), json.loads(seed)
    assert first["stability"] != second["stability"]
    assert first["participants"] == second["participants"]


def test_population_narrows_the_intervals(folder: Path) -> None:
    plain, known = (
        json.loads(run(folder, "--json", *more).stdout)["statements"]
        for more in ((), ("--population", "60"))
    )
    for wide, narrow in zip(plain, known, strict=True):
        assert narrow["interval"][1] - narrow["interval"][0] < (
            wide["interval"][1] - wide["interval"][0]
        )


def test_noise_is_reported_as_no_groups(tmp_path: Path) -> None:
    lines = ["participant,statement,vote"]
    words = ("agree", "pass", "disagree")
    lines += [
        f"{person},{statement},{words[(person * person + 7 * statement * person + statement) % 3]}"
        for person in range(2, 6)
        for statement in range(4)
    ]
    (tmp_path / "votes.csv").write_text("\n".join(lines))
    document = json.loads(run(tmp_path, "--json").stdout)
    assert (document["state"], document["reason"]) == ("no_groups", "chance")
    assert document["groups"] == []
    assert "No groups: the votes show no more structure than chance makes." in run(tmp_path).stdout


def test_report_is_written(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    assert run(folder, "--report", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "Our square &lt;b&gt;" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.html", "polis"]


def test_one_of_each_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("participant,statement,vote\np,1,agree\n")
    assert run(tmp_path).stdout.splitlines() == [
        "1 participant, 1 of them in the conversation; 1 statement, 1 vote.",
        "No groups: nobody's votes differ from the others'.",
        "What most share",
        "  none",
        "What divides the groups most",
        "  none",
        "What to ask next",
        "  (1)",
    ]


def test_damaged_file_is_refused_with_its_place_and_nothing_is_written(
    folder: Path, tmp_path: Path
) -> None:
    votes = folder / "votes.csv"
    votes.write_text(votes.read_text() + "1,x,0,0,yes\n")
    line = len(votes.read_text().splitlines())
    result = run(folder, "--json", "--report", tmp_path / "out.html")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"{votes}:{line}:9: the vote is 'yes', not one of 1, 0, -1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["polis"]


def test_report_that_cannot_be_written_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out.html").mkdir()
    target = tmp_path / "missing" / "out.html"
    result = run(folder, "--report", target)
    assert result.exit_code == 2
    assert result.stderr == f"{target}: No such file or directory\n"
    assert result.stdout == ""


@pytest.mark.parametrize("way", ["report", "dask"])
def test_what_the_work_would_be_for_is_checked_before_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (folder / "votes.csv").write_text("damaged")
    monkeypatch.setitem(sys.modules, "distributed", None)
    target = tmp_path / "missing" / "out.html"
    asked, said = {
        "report": (["--report", target], f"{target}: No such file or directory\n"),
        "dask": (["--dask", "local"], "dask is not installed: pip install 'linli[dask]'\n"),
    }[way]
    result = run(folder, *asked)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_summary_that_cannot_be_read_is_refused(folder: Path, tmp_path: Path) -> None:
    summary = folder / "summary.csv"
    summary.write_text("topic," + "x" * 200_000)
    result = run(folder, "--report", tmp_path / "out.html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{summary}: not a table: field larger than field limit (131072)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["polis"]


def test_folder_named_like_a_summary_is_none(folder: Path, tmp_path: Path) -> None:
    (folder / "summary.csv").unlink()
    (folder / "x-summary.csv").mkdir()
    (folder / "summary.csv").mkdir()
    target = tmp_path / "out.html"
    assert run(folder, "--report", target).exit_code == 0
    assert "<title>观点群体</title>" in target.read_text(encoding="utf-8")


def test_missing_dask_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(folder, "--dask", "local")
    assert result.exit_code == 2
    assert result.stderr == "dask is not installed: pip install 'linli[dask]'\n"


def test_folder_without_votes_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path}: there is no file whose name ends with votes.csv\n"


def test_notes_go_to_standard_error(folder: Path) -> None:
    votes = folder / "votes.csv"
    votes.write_text(votes.read_text() + "1,x,77,0,1\n")
    result = run(folder)
    assert result.exit_code == 0
    assert result.stderr == (f"{folder}: note: votes on 1 statement that is not listed: [77]\n")


def test_what_takes_long_says_what_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(patience, "_PATIENCE", 0.05)
    with patience.Patience() as told:
        told.stage = "counting"
        time.sleep(0.3)
    assert capsys.readouterr().err == "counting …\n"
    with patience.Patience() as told:
        told.stage = "quick"
    assert capsys.readouterr().err == ""
