"""The command line, as a person or a script uses it."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linli.engines.text_routing.command import command, edge
from tests.engines.text_routing.texts import make_examples, make_messages


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=given)


def write(path: Path, head: list[str], rows: list[list[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with labelled texts, messages and a model."""
    place = tmp_path_factory.mktemp("text_routing")
    for name, count, seed in (("labelled", 150, 7), ("test", 60, 99)):
        rows = [[one.text, one.label] for one in make_examples(count, seed)]
        write(place / f"{name}.csv", ["text", "label"], rows, "gb18030")
    messages = [
        [m.id, m.title, m.text, m.time.isoformat(), m.place, m.reporter] for m in make_messages()
    ]
    head = ["id", "title", "text", "time", "place", "reporter"]
    write(place / "messages.csv", head, messages)
    result = run("train", place / "labelled.csv", "-o", place / "model")
    assert (result.exit_code, result.stderr) == (0, "")
    return place


def test_command_is_called_text_routing():
    assert command.name == "text-routing"
    assert sorted(command.commands) == [
        "begin",
        "duplicates",
        "evaluate",
        "mask",
        "suggest",
        "topics",
        "train",
    ]


def test_model_is_evaluated_as_json(folder):
    result = run("evaluate", folder / "model", folder / "test.csv", "--json")
    document = json.loads(result.stdout)
    assert set(document) >= {"macro_f1", "accuracy", "ece", "coverage_at_95", "per_class"}
    assert document["macro_f1"] > 0.95
    assert set(document["per_class"]) == {"公交", "教育", "道路照明"}
    assert document["per_class"]["教育"]["texts"] == 20
    assert document["sure"]["precision"] >= 0.95


def test_model_is_evaluated_in_words(folder):
    lines = run("evaluate", folder / "model", folder / "test.csv").stdout.splitlines()
    assert lines[0].startswith("macro F1 ")
    assert any(line.startswith("教育: F1 ") for line in lines)


def test_suggestion_says_category_probability_and_words(folder):
    result = run("suggest", folder / "model", "大井路的路灯问题，照明和灯泡，请尽快处理")
    lines = result.stdout.splitlines()
    assert lines[0] == "sure"
    assert lines[1].endswith("%  道路照明")
    assert lines[-1].startswith("words: ")


def test_suggestion_as_json_from_standard_input(folder):
    result = run("suggest", folder / "model", "-", "--json", given="你好")
    document = json.loads(result.stdout)
    assert (document["sure"], document["doubt"]) == (False, "unknown_words")
    assert len(document["suggestions"]) == 3
    assert sum(one["probability"] for one in document["suggestions"]) == pytest.approx(1)


def test_start_without_history(folder, tmp_path):
    file = write(
        tmp_path / "tree.csv",
        ["一级分类", "二级分类"],
        [["城乡建设", "路灯照明"], ["教育文体", "补课收费"]],
    )
    assert run("begin", file, "-o", tmp_path / "model").exit_code == 0
    result = run("suggest", tmp_path / "model", "路灯照明路灯照明")
    assert "catalogue" in result.stdout.splitlines()[0]
    assert result.stdout.splitlines()[1].endswith("城乡建设")


def test_duplicates_are_listed(folder, tmp_path):
    file = write(
        tmp_path / "m.csv",
        ["编号", "内容", "时间"],
        [
            ["a", "水磨巷的路灯坏了三天没人来修", "2026-1-1"],
            ["b", "水磨巷的路灯坏了三天没人来修！", "2026-1-3"],
            ["c", "操场什么时候对外开放", "2026-1-4"],
        ],
    )
    document = json.loads(run("duplicates", file, "--json").stdout)
    assert document == {
        "messages": 3,
        "pairs": [
            {"first": "a", "second": "b", "similarity": 1.0, "place": "unknown", "days": 2.0}
        ],
        "groups": [["a", "b"]],
    }
    assert run("duplicates", file).stdout.splitlines() == ["1 pairs among 3 messages", "1.00  a  b"]


def test_same_matter_is_listed_too(folder):
    result = run("duplicates", folder / "messages.csv", "--same-matter", "--json")
    document = json.loads(result.stdout)
    assert all(one["first"][0] == one["second"][0] == "p" for one in document["pairs"])
    assert document["groups"] == [[f"p{row:02}" for row in range(12)]]


def test_topics_as_json_and_as_a_page(folder, tmp_path):
    page = tmp_path / "out.html"
    result = run("topics", folder / "messages.csv", "--window", "30d", "--json", "--report", page)
    document = json.loads(result.stdout)
    (topic,) = document["topics"]
    assert (topic["rank"], topic["size"], topic["reporters"], topic["heat"]) == (1, 12, 9, 9)
    assert "搅拌站" in topic["name"]
    assert topic["bursts"][0]["day"] == "2026-06-10"
    assert "搅拌站" in page.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]


def test_topics_in_words(folder):
    lines = run("topics", folder / "messages.csv").stdout.splitlines()
    assert lines[0].startswith("1 topics in 172 messages by 169 reporters")
    assert "9 reporters in 30 days up to 2026-06-13" in lines[1]


def test_masking_prints_text_and_spans():
    assert run("mask", "我叫王小明，13812345678").stdout == "我叫[姓名]，[电话]\n"
    document = json.loads(run("mask", "-", "--json", given="我叫王小明").stdout)
    assert document == {"text": "我叫[姓名]", "spans": [{"start": 2, "end": 5, "kind": "name"}]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "bad.csv", "-o", "out"], "bad.csv:3:3: the row has 3 cells, the head 2\n"),
        (["train", "one.csv", "-o", "out"], "one.csv: examples of at least two categories"),
        (["evaluate", "bad.csv", "bad.csv"], "bad.csv: this is not a model"),
        (["suggest", "bad.csv", "x"], "bad.csv: this is not a model"),
        (["suggest", "bad.csv", "x", "--time", "soon"], "'soon' is no time\n"),
        (["duplicates", "bad.csv", "--text-column", "no"], "bad.csv:3:3: "),
        (["topics", "one.csv"], "one.csv:1:1: there is no column of times"),
        (["topics", "one.csv", "--window", "month"], "--window 'month': write days"),
        (["train", "good.csv", "-o", "nowhere/out"], "nowhere/out: No such file"),
        (["begin", "good.csv", "-o", "out", "--level", "9"], "good.csv: the catalogue has fewer"),
    ],
)
def test_errors_go_to_standard_error_with_status_2(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    Path("bad.csv").write_text("text,label\n灯坏了,a\n车,b,c\n", encoding="utf-8")
    Path("one.csv").write_text("text,label\n灯坏了,a\n", encoding="utf-8")
    write(Path("good.csv"), ["text", "label"], [[e.text, e.label] for e in make_examples(60)])
    before = sorted(path.name for path in tmp_path.iterdir())
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_long_work_says_what_it_does(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(edge, "PATIENCE", 0.0)
    result = run("train", folder / "labelled.csv", "-o", tmp_path / "model")
    assert result.stderr.splitlines()[:2] == [
        "reading the texts",
        "learning to say how sure: part 1 of 3",
    ]
