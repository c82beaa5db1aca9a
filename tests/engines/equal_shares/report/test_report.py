"""The page: whole, in two languages, accessible, and safe against what a file says."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from linli.engines.equal_shares import Election, allocate, build_election, parse_pabulib
from linli.engines.equal_shares.missing import Missing
from linli.engines.equal_shares.report import render_report
from linli.engines.equal_shares.report.outcome import lacking
from tests.engines.equal_shares.examples import riverside, riverside_file

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

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def page_of(election: Election, **options: str) -> str:
    greedy = allocate(election, rule="greedy")
    return render_report(allocate(election, **options), greedy, digest="0" * 64)


def test_report_stands_alone() -> None:
    outline = Outline(page_of(riverside()))
    assert not outline.all("script")
    assert not outline.all("link")
    assert not outline.all("img")
    assert [link["href"] for link in outline.all("a")] == ["#chosen"]
    assert "style" not in {name for _, attributes in outline.tags for name in attributes}


def test_report_is_accessible() -> None:
    outline = Outline(page_of(riverside()))
    assert outline.all("html") == [{"lang": "zh-Hans"}]
    assert len(outline.all("h1")) == len(outline.all("main")) == 1
    assert len(outline.all("table")) == len(outline.all("caption")) == 5
    assert {(cell["role"], cell["scope"]) for cell in outline.all("th")} == {
        ("columnheader", "col"),
        ("rowheader", "row"),
    }
    labels = {cell["data-label"] for cell in outline.all("td") if cell["role"] == "cell"}
    assert {"费用 Cost", "本结果 This outcome", "资金占比 Part of the money"} <= labels
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {section["aria-labelledby"] for section in outline.all("section")} <= set(ids)
    levels = [int(tag[1]) for tag, _ in outline.tags if tag in ("h1", "h2", "h3")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_report_says_everything_in_both_languages() -> None:
    outline = Outline(page_of(riverside()))
    spans = [span.get("lang") for span in outline.all("span") if "lang" in span]
    assert spans.count("zh-Hans") == spans.count("en") > 60


def test_report_tells_outcome_reasons_and_comparison() -> None:
    text = " ".join(" ".join(Outline(page_of(riverside(), completion="add1")).text).split())
    for sentence in (
        "平等份额法：每位投票人拥有同样的预算份额，支持同一项目的人共同出资。",
        "All shares are raised step by step until the budget is used up.",
        "Pocket park (park)",
        "With 8 more voters voting for it alone it would have been chosen.",
        "若费用少 130 CNY，它就会选中。",
        "No lower price would have been enough.",
        "No tie decided anything.",
        "没有任何支持同一项目的群体得到的少于其应得份额",
        "仅在其中之一选中",
        "30.00 CNY",
        "37.00 CNY",
        "small groups together",
    ):
        assert sentence in text, sentence


def test_report_names_claims_and_ties() -> None:
    costs = {"a": 60, "b": 60, "c": 45}
    election = build_election(100, costs, [["a", "b"]] * 6 + [["c"]] * 4)
    text = " ".join(Outline(page_of(election, rule="greedy", satisfaction="cardinality")).text)
    assert "a, b were equal; a came first by its id." in text
    lone = build_election(100, {"big": 100, "c": 40}, [["big"]] * 18 + [["c"]] * 12)
    claims = " ".join(Outline(page_of(lone, rule="greedy")).text)
    assert "12 voters who all voted for c have a claim to 40; each of them got at most 0." in claims


def test_report_tells_nothing_that_a_few_had_left() -> None:
    lone = build_election(100, {"big": 100, "c": 40}, [["big"]] * 6 + [["c"]] * 4)
    text = " ".join(Outline(page_of(lone, rule="greedy")).text)
    assert "They are fewer than 10, so no more is told." in text
    assert "is not told where fewer than 10 voted for it." in text
    assert "4 voters who" not in text
    assert "Costing" not in text


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("mes", "Chosen as number 1: 1 voter asked for it and paid for it together,"),
        ("greedy", "Chosen as number 1: 1 vote, and 100 was left when its turn came."),
        ("phragmen", "its only supporter saved up its cost before others did theirs."),
    ],
)
def test_report_speaks_of_one_voter_as_of_one(rule: str, sentence: str) -> None:
    election = build_election(100, {"c": 40}, [["c"]])
    assert sentence in " ".join(Outline(page_of(election, rule=rule)).text)


def test_lacking_tells_votes_and_cost() -> None:
    allocation = allocate(riverside())
    assert [words.en for words in lacking(allocation, Missing(votes=1, cost=20))] == [
        "With one more voter voting for it alone it would have been chosen.",
        "Costing 20 CNY less, it would have been chosen.",
    ]
    assert [words.zh for words in lacking(allocation, Missing(votes=1_200, cost=None))] == [
        "若再有 1,200 位居民只投它，它就会选中。",
        "降低费用也不够。",
    ]
    unsure = Missing(votes=1, cost=20, cost_least=False)
    assert lacking(allocation, unsure)[-1].en == (
        "Perhaps less would have done: not every smaller amount was tried."
    )


def test_report_escapes_what_the_file_says() -> None:
    data = riverside_file().replace(b"Pocket park", b"<script>alert(1)</script>")
    data = data.replace(b"description;Riverside", b"description;<b>&")
    data = data.replace(b";F;", b";<i>;").replace(b"culture", b'<q>"')
    page = page_of(
        parse_pabulib(data.replace(b'Corner;<q>"', b"Corner;q").replace(b'<q>"', b"<q>"))
    )
    outline = Outline(page)
    assert not {"script", "b", "i", "q"} & {tag for tag, _ in outline.tags}
    assert "<script>alert(1)</script> (park)" in outline.text
