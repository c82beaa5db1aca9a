"""The parts of the page about people: what they got, in this outcome and in the greedy one."""

from fractions import Fraction

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.categories import list_categories
from linli.engines.equal_shares.comparison import Comparison
from linli.engines.equal_shares.ejr import Violation
from linli.engines.equal_shares.fairness import Fairness
from linli.engines.equal_shares.groups import OTHERS, UNKNOWN, Group, list_groups
from linli.engines.equal_shares.options import FLOOR, Satisfaction
from linli.engines.equal_shares.report import phrases
from linli.engines.equal_shares.report.markup import Cell, listing, paragraph, part, section, table
from linli.engines.equal_shares.wording import Words, format_money, title_of


def against(allocation: Allocation, greedy: Allocation) -> str:
    """Both outcomes in figures."""
    comparison = allocation.compare(greedy)
    header = [phrases.MEASURE, phrases.HERE, phrases.GREEDY]
    rows = [*_figures(allocation, comparison), *_preferences(comparison)]
    return section("against", phrases.AGAINST, table(phrases.AGAINST_TABLE, header, rows))


def groups(allocation: Allocation, greedy: Allocation) -> str:
    """A table for each thing that is known about the voters; nothing if nothing is."""
    found = list_groups(allocation.election, (allocation, greedy))
    if not found:
        return ""
    header = [
        phrases.GROUP,
        phrases.VOTERS,
        phrases.VOTERS_PART,
        phrases.MONEY_PART,
        phrases.MONEY_PART_GREEDY,
        phrases.WITH_WINNER,
        phrases.WITH_WINNER_GREEDY,
    ]
    tables = [
        table(
            phrases.ATTRIBUTES.get(name, Words(name, name)),
            header,
            [_group(allocation, name, group) for group in members],
        )
        for name, members in found.items()
    ]
    note = paragraph(phrases.fill(phrases.SUPPRESSED, floor=str(FLOOR)))
    return section("groups", phrases.GROUPS, *tables, note)


def categories(allocation: Allocation, greedy: Allocation) -> str:
    """Votes and money by category; nothing if the file has none."""
    winners = (allocation.decision.winners, greedy.decision.winners)
    found = list_categories(allocation.election, winners)
    if not found:
        return ""
    header = [
        phrases.CATEGORY,
        phrases.VOTES_PART,
        phrases.MONEY_PART,
        phrases.MONEY_PART_GREEDY,
    ]
    rows: list[list[Cell]] = [
        [item.name, part(item.votes), *map(part, item.money)] for item in found
    ]
    return section("categories", phrases.CATEGORIES, table(phrases.CATEGORIES_TABLE, header, rows))


def fairness(allocation: Allocation) -> str:
    """The groups whose claim is not met, or that there are none."""
    claims = [paragraph(say_claim(allocation, v)) for v in allocation.fairness.violations]
    return section("fairness", phrases.FAIR, *(claims or [paragraph(phrases.NO_CLAIMS)]))


def _figures(allocation: Allocation, comparison: Comparison) -> list[list[Cell]]:
    election = allocation.election
    first, second = comparison.fairness_first, comparison.fairness_second
    both, only = len(comparison.both), (comparison.only_first, comparison.only_second)
    titles = [listing([title_of(election, key) for key in keys]) for keys in only]
    return [
        [phrases.COUNT, both + len(only[0]), both + len(only[1])],
        [
            phrases.SPENT,
            format_money(election, comparison.cost_first),
            format_money(election, comparison.cost_second),
        ],
        [phrases.ONLY_IN_ONE, *titles],
        *([name, *cells] for name, cells in _measures(allocation, first, second)),
    ]


def _measures(
    allocation: Allocation, first: Fairness, second: Fairness
) -> list[tuple[Words, list[Cell]]]:
    def money(fairness: Fairness) -> Cell:
        return format_money(allocation.election, fairness.median_money, digits=2)

    def mean(fairness: Fairness) -> Cell:
        return f"{float(round(fairness.mean_winners, 2)):.2f}"

    return [
        (phrases.EXCLUDED, [part(first.exclusion), part(second.exclusion)]),
        (phrases.MEAN_WINNERS, [mean(first), mean(second)]),
        (phrases.MEDIAN_MONEY, [money(first), money(second)]),
        (phrases.SERVED, [first.served, second.served]),
        (phrases.CAPPED, [part(first.capped_share), part(second.capped_share)]),
        (phrases.CLAIMS, [len(first.violations), len(second.violations)]),
    ]


def _preferences(comparison: Comparison) -> list[list[Cell]]:
    preference = comparison.preference
    return [
        [phrases.BETTER_IN_ONE, preference.first, preference.second],
        [phrases.EQUAL, preference.equal, preference.equal],
    ]


def _group(allocation: Allocation, name: str, group: Group) -> list[Cell]:
    here, there = group.results
    label: Cell = phrases.VALUES.get((name, group.value), group.value.replace("-", "–"))
    if group.value in (OTHERS, UNKNOWN):
        label = phrases.OTHERS if group.value == OTHERS else phrases.UNKNOWN
    return [
        label,
        group.voters,
        part(Fraction(group.voters, allocation.election.voter_count)),
        part(here.money_part),
        part(there.money_part),
        part(here.with_winner),
        part(there.with_winner),
    ]


def say_claim(allocation: Allocation, violation: Violation) -> Words:
    """A claim that is not met in a sentence."""
    election = allocation.election
    if violation.voters < FLOOR:
        return phrases.fill(phrases.CLAIM_OF_FEW, project=violation.project, floor=str(FLOOR))
    in_costs = violation.measure is Satisfaction.COST
    best = format_money(election, violation.best) if in_costs else str(violation.best)
    return phrases.fill(
        phrases.CLAIM,
        voters=f"{violation.voters:,}",
        project=violation.project,
        claim=format_money(election, violation.claim),
        best=best,
    )
