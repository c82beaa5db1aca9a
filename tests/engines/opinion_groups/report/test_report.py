"""The page: whole, in two languages, accessible, naming nobody, and safe against what texts say."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from linli.engines.opinion_groups import Analysis, Options, Votes, analyse, read_votes
from linli.engines.opinion_groups.listing import list_lines
from linli.engines.opinion_groups.report import render_report
from tests.engines.opinion_groups.conversations import camps, noise
from tests.engines.opinion_groups.examples import write_polis

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """What a page consists of; fails where its elements are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]

    def marks(self, kind: str) -> int:
        """How many marks of a kind the map has."""
        return sum(
            a.get("class") == kind and "transform" in a for tag, a in self.tags if tag == "g"
        )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return analyse(*read_votes(write_polis(tmp_path_factory.mktemp("polis"))))


def test_report_stands_alone(example: Analysis) -> None:
    outline = Outline(render_report(example, title="<b>"))
    for tag in ("script", "link", "img", "iframe", "object"):
        assert not outline.all(tag)
    names = {name for _, attributes in outline.tags for name in attributes}
    assert "style" not in names
    assert not any(name.startswith("on") for name in names)
    assert [link["href"] for link in outline.all("a")] == ["#map"]
    assert "http" not in render_report(example)


def test_report_is_accessible(example: Analysis) -> None:
    outline = Outline(render_report(example))
    assert outline.all("html") == [{"lang": "zh-Hans"}]
    assert len(outline.all("h1")) == len(outline.all("main")) == 1
    assert all(cell.get("scope") in ("col", "row") for cell in outline.all("th"))
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    drawings = outline.all("svg")
    assert all(a.get("aria-hidden") == "true" or a.get("role") == "img" for a in drawings)
    labels = {a["aria-labelledby"] for _, a in outline.tags if "aria-labelledby" in a}
    assert {name for label in labels for name in str(label).split()} <= set(ids)
    assert [a["aria-labelledby"] for a in outline.all("div") if "tabindex" in a] == ["all-caption"]
    assert not any("aria-label" in attributes for _, attributes in outline.tags)


def read_styles(page: str) -> tuple[dict[str, str], str]:
    """The colours by day, and all rules."""
    rules = page.split("<style>")[1].split("</style>", maxsplit=1)[0]
    day = rules.split(":root {")[1].split("}")[0]
    return dict(pair.strip().split(": ") for pair in day.strip(" ;").split(";")), rules


def shine(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_marks_without_group_stand_out_from_the_map(example: Analysis) -> None:
    colours, rules = read_styles(render_report(example))
    (mark,) = (line for line in rules.splitlines() if line.startswith(".none "))
    assert mark.startswith(".none { fill: var(--edge); ")
    assert "opacity" not in mark
    contrast = (shine(colours["--surface"]) + 0.05) / (shine(colours["--edge"]) + 0.05)
    assert contrast >= 3


def test_names_of_groups_are_shown_in_both_languages(example: Analysis) -> None:
    assert "display: none" not in read_styles(render_report(example))[1].split("@media print")[0]


def test_report_says_everything_in_both_languages(example: Analysis) -> None:
    outline = Outline(render_report(example))
    spoken = [attributes.get("lang") for attributes in outline.all("span")]
    assert spoken.count("zh-Hans") == spoken.count("en") > 100


def test_report_names_nobody_and_mixes_marks(example: Analysis) -> None:
    page = render_report(example)
    renamed = render_report(
        analyse(
            Votes(
                example.participants * 1_000_003 + 7,
                example.ballots.statement_ids,
                np.repeat(np.arange(40, dtype=np.int32), example.ballots.sizes),
                example.ballots.columns.astype(np.int32),
                example.ballots.votes,
                None,
            ),
            example.listed,
        )
    )
    assert renamed == page
    assert "1000010" not in page


def test_marks_show_groups_by_shape(example: Analysis) -> None:
    outline = Outline(render_report(example))
    assert [outline.marks("g0"), outline.marks("g1"), outline.marks("none")] == [20, 20, 0]
    assert outline.marks("label") == 2


def test_texts_are_escaped(example: Analysis) -> None:
    page = render_report(example, title='"><script>')
    assert "&quot;&gt;&lt;script&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page


def test_without_groups_the_page_says_so() -> None:
    analysis = analyse(Votes.from_arrays(*noise(np.random.default_rng(1), 50, 12)))
    page = render_report(analysis)
    outline = Outline(page)
    assert "No groups: the votes show no more structure than chance makes." in page
    assert "没有形成群体：投票中没有超出偶然的结构。" in page
    assert outline.marks("none") == len(analysis.fit.inside)
    assert outline.marks("label") == outline.marks("g0") == 0
    assert not any(attributes.get("id") == "groups" for attributes in outline.all("section"))


def test_small_groups_have_no_marks() -> None:
    analysis = analyse(
        Votes.from_arrays(*camps(np.random.default_rng(5), (30, 3), 30, 1.0)),
        options=Options(floor=10),
    )
    outline = Outline(render_report(analysis))
    assert [group.size for group in analysis.groups] == [30]
    assert sum(group.size for group in analysis.clusters if group.size < 10) == 3
    (shown,) = analysis.groups
    assert outline.marks(f"g{shown.id}") == 30
    assert sum("transform" in attributes for attributes in outline.all("g")) == 30 + 1
    assert "1 smaller group is not shown, nor drawn on the map." in " ".join(outline.text)


def test_small_groups_have_no_marks_where_marks_stand_for_many() -> None:
    votes = Votes.from_arrays(*camps(np.random.default_rng(6), (1_300, 400), 30, 1.0))
    analysis = analyse(votes, options=Options(resamples=2, examined=0, floor=500))
    assert [group.size for group in analysis.groups] == [1_300]
    (shown,) = analysis.groups
    drawn = Outline(render_report(analysis)).marks(f"g{shown.id}")
    groups = analysis.group[analysis.fit.inside]
    assert drawn == len(set(analysis.fit.base.labels[groups == shown.id].tolist()))
    assert drawn < len(analysis.fit.base.sizes)


def test_one_participant_gets_no_test_against_chance() -> None:
    page = render_report(analyse(Votes.from_arrays([1, 1], [1, 2], [1, -1])))
    assert "of what tells ballots apart" not in page
    assert "On no statement most are clearly on one side." in page


def test_burst_of_some_seconds_lies_within_a_minute() -> None:
    people, statements, values = noise(np.random.default_rng(4), 100, 20)
    block = np.repeat(np.arange(1_000, 1_012), 20)
    ballot = np.tile(np.random.default_rng(9).integers(-1, 2, 20), 12)
    analysis = analyse(
        Votes.from_arrays(
            np.concatenate([people, block]),
            np.concatenate([statements, np.tile(np.arange(20), 12)]),
            np.concatenate([values, ballot]),
            np.concatenate([1_600_000_000 + people * 600, 1_600_000_000 + block - 1_000]),
        )
    )
    told = "12 participants cast one and the same ballot o{} 20 {} within 1 minute"
    assert told.format("n", "statements") in render_report(analysis)
    lines = list(list_lines(analysis, "en"))
    assert told.format("f", "votes") + "." in lines


def test_many_people_are_drawn_as_base_clusters() -> None:
    votes = Votes.from_arrays(*camps(np.random.default_rng(6), (900, 800), 12, 0.9))
    analysis = analyse(votes, options=Options(resamples=2, examined=0))
    outline = Outline(render_report(analysis))
    marks = sum(outline.marks(f"g{group}") for group in range(5))
    assert marks == len(analysis.fit.base.sizes) <= 100


@pytest.mark.parametrize("width", [390, 1280])
def test_page_fits_its_screen(
    example: Analysis, chromium: Path, tmp_path: Path, width: int
) -> None:
    page = tmp_path / "report.html"
    measure = "document.title = [document.documentElement.scrollWidth, innerWidth].join()"
    html = render_report(example, title="广场" * 12).replace(
        "</body>", f"<script>{measure}</script></body>"
    )
    page.write_text(html, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--window-size={width},900", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    title = done.stdout.split("<title>")[1].split("</title>")[0]
    needed, given = map(int, title.split(","))
    assert needed <= given


def test_no_words_are_smaller_than_18_pixels_on_a_phone(
    example: Analysis, chromium: Path, tmp_path: Path
) -> None:
    measure = (
        "document.title = Math.min(...[...document.querySelectorAll('main *, header *, footer *')]"
        ".filter(e => !e.closest('svg') && [...e.childNodes].some("
        "n => n.nodeType === 3 && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    html = render_report(example).replace("</body>", f"<script>{measure}</script></body>")
    page = tmp_path / "report.html"
    page.write_text(html, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += ["--window-size=390,900", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout.split("<title>")[1].split("</title>")[0]) >= 18
