"""A statement's standing in plain words."""

import numpy as np
import pytest

from linli.engines.opinion_groups import Moderation, Options, Statement, Statements, analyse
from linli.engines.opinion_groups.wording import Words
from tests.engines.opinion_groups.conversations import full


def camps_that_agree_on_the_first() -> list[list[int]]:
    random = np.random.default_rng(3)
    rows = []
    for person in range(40):
        side = 1 if person % 2 else -1
        own = [1, *([side] * 9), -1]
        rows.append([vote if random.random() < 0.9 else 0 for vote in own])
    return rows


def test_explanation_says_what_everybody_and_each_group_says() -> None:
    rows = camps_that_agree_on_the_first()
    analysis = analyse(full(rows))
    first = [row[0] for row in rows].count(1)
    told = analysis.explain(0)
    assert told.en.startswith(f"Of 40 who voted on it, {first * 100 // 40} % agree and 0 % ")
    assert told.en.endswith("All groups are on the same side: most agree.")
    assert "各组立场一致：多数同意。" in told.zh
    assert analysis.explain("3").en.endswith("It divides the groups.")
    assert "stands out by disagreeing with it." in analysis.explain(3).en
    assert analysis.explain(10).zh.endswith("各组立场一致：多数不同意。")


def test_explanation_says_why_there_are_no_groups() -> None:
    told = analyse(full([[1, 0, -1]] * 9)).explain(0)
    assert told.en.endswith(
        "There are no groups to compare: nobody's votes differ from the others'."
    )
    assert told.zh.endswith("没有可以比较的群体：大家的投票没有差别。")


def test_explanation_says_that_a_statement_takes_no_part() -> None:
    listed = Statements.of([Statement(0), Statement(1, moderation=Moderation.OUT)])
    told = analyse(full([[1, 0], [-1, 1]]), listed).explain(1)
    assert "It was taken out by moderation, so it does not shape the groups." in told.en


def test_explanation_says_why_a_statement_takes_no_part() -> None:
    listed = Statements.of(
        [Statement(0), Statement(1, is_meta=True), Statement(2, moderation=Moderation.WAITING)]
    )
    analysis = analyse(full([[1, 0, 1], [-1, 1, 1]]), listed, Options(strict_moderation=True))
    assert "It asks about people, so it does not shape the groups." in analysis.explain(1).en
    assert "Nobody has moderated it yet, so it does not shape the groups." in analysis.explain(2).en
    assert "它尚未审核，因此不影响分组。" in analysis.explain(2).zh


def test_explanation_of_a_statement_without_votes_says_so() -> None:
    listed = Statements.of(
        [Statement(0), Statement(1), Statement(7), Statement(8, moderation=Moderation.OUT)]
    )
    analysis = analyse(full([[1, 0], [-1, 1]]), listed)
    assert analysis.explain(7) == Words("Nobody has voted on it yet.", "还没有人对它表态。")
    assert analysis.explain("8") == Words(
        "Nobody has voted on it yet. It was taken out by moderation, so it does not shape the "
        "groups.",
        "还没有人对它表态。它已被移出，因此不影响分组。",
    )


def test_explanation_speaks_of_the_groups_shown_where_one_is_hidden() -> None:
    camps = [(1, 1)] * 20 + [(-1, 1)] * 20 + [(0, -1)] * 10
    rows = np.array([[1, *([one] * 5), *([two] * 5), -1] for one, two in camps])
    kept = np.random.default_rng(3).random(rows.shape) < 0.9
    analysis = analyse(full((rows * kept).tolist()), options=Options(floor=12))
    assert (analysis.finding.hidden, len(analysis.groups)) == (2, 2)
    assert analysis.explain(0).en.endswith("All groups shown are on the same side: most agree.")
    assert analysis.explain(0).zh.endswith("所示各组立场一致：多数同意。")
    assert analysis.explain(11).en.endswith("All groups shown are on the same side: most disagree.")


def test_a_statement_that_nobody_knows_is_not_explained() -> None:
    with pytest.raises(KeyError):
        analyse(full([[1, 0], [-1, 1]])).explain(9)
