"""The page: whole, in two languages, accessible, naming nobody, and safe against what texts say."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from linli.engines.opinion_groups import Analysis, Options, Votes, analyse, read_votes
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


def test_small_groups_have_no_shape() -> None:
    analysis = analyse(
        Votes.from_arrays(*camps(np.random.default_rng(5), (30, 3), 30, 1.0)),
        options=Options(floor=10),
    )
    outline = Outline(render_report(analysis))
    hidden = sum(group.size for group in analysis.clusters if group.size < 10)
    assert hidden > 0
    assert outline.marks("none") == hidden
    assert "smaller groups are not shown" in " ".join(outline.text)


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
