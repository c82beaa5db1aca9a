"""What a group stands for, told as its members voted."""

from pathlib import Path

import numpy as np
from click.testing import CliRunner

from linli.engines.opinion_groups import Votes, analyse, write_own
from linli.engines.opinion_groups.command import command
from linli.engines.opinion_groups.document import document_of
from linli.engines.opinion_groups.report import phrases, render_report
from linli.engines.opinion_groups.representative import list_representative


def reject_their_best_agreed() -> Votes:
    """25 people reject nearly all of what 50 others agree with; Polis lists for them, as best
    agreed, a statement that 19 of 21 reject, as two negative tests have a positive product.
    """
    random = np.random.default_rng(0)
    lean = np.vstack([random.uniform(0.02, 0.2, 14), random.uniform(0.75, 0.95, 14)])
    lean[:, 0] = (0.6, 0.5)
    people, statements = np.nonzero(random.random((75, 14)) < 0.8)
    agrees = random.random(people.size) < lean[(people >= 25).astype(int), statements]
    others = np.where(random.random(people.size) < 0.1, 0, -1)
    return Votes.from_arrays(people, statements, np.where(agrees, 1, others))


def test_what_most_of_the_group_reject_is_told_as_rejected() -> None:
    counts = np.array([[[12, 8, 20], [4, 16, 20]], [[22, 18, 40], [36, 4, 40]]])
    (item,) = list_representative(counts, 0, [0, 1], [0, 1], 5)
    assert (item.statement, item.direction, item.successes, item.trials) == (1, "disagree", 16, 20)
    assert (item.is_best_agreed, item.is_common_ground, item.told) == (True, False, "disagree")
    assert item.stands_out


def test_what_the_group_agrees_on_is_told_as_agreed_whatever_sets_it_apart() -> None:
    counts = np.array([[[16, 4, 20]], [[39, 1, 40]]])
    (item,) = list_representative(counts, 0, [0], [0], 5)
    assert (item.direction, item.successes, item.opposed) == ("disagree", 4, 16)
    assert (item.is_common_ground, item.told, item.stands_out) == (True, "agree", False)


def test_what_sets_the_group_apart_on_neither_side_is_not_said_to() -> None:
    counts = np.array([[[1, 1, 20]], [[19, 19, 40]]])
    (item,) = list_representative(counts, 0, [0], [0], 5)
    assert item.repness_test < 0
    assert not item.stands_out


def test_command_report_and_explanation_tell_a_rejected_statement_as_rejected(
    tmp_path: Path,
) -> None:
    votes = reject_their_best_agreed()
    analysis = analyse(votes)
    item = analysis.groups[0].representative[0]
    assert (item.statement, item.successes, item.trials) == (2, 19, 21)
    assert (item.is_best_agreed, item.told) == (True, "disagree")
    write_own(tmp_path, votes)
    printed = CliRunner().invoke(command, [str(tmp_path)]).stdout.splitlines()
    place = printed.index("Group 1 (25 people)")
    assert printed[place + 1] == "  disagrees 90 %  (2)"
    described = document_of(analysis)["groups"][0]["representative"][0]
    assert (described["direction"], described["told"]) == ("disagree", "disagree")
    assert "Group 1 stands out by disagreeing with it." in analysis.explain(2).en
    first, second = render_report(analysis).split('<h3 class="both">')[1:3]
    assert phrases.BEST.en not in first
    assert first.count(phrases.STANDS_AGAINST.en) == 5
    assert second.count(phrases.BEST.en) == 1
