"""The outcome as lines for a terminal."""

from collections.abc import Iterator
from typing import Literal

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.comparison import Comparison
from linli.engines.equal_shares.explanation import ProjectReport
from linli.engines.equal_shares.report import phrases
from linli.engines.equal_shares.report.outcome import lacking, say_tie
from linli.engines.equal_shares.report.people import say_claim
from linli.engines.equal_shares.wording import Words, format_money, format_percent

Language = Literal["en", "zh"]


def list_lines(
    allocation: Allocation, other: Allocation | None = None, *, language: Language = "en"
) -> Iterator[str]:
    """The lines in one language; with another allocation also the comparison with it."""

    def say(words: Words) -> str:
        return words.zh if language == "zh" else words.en

    election = allocation.election
    yield election.title or say(phrases.REPORT)
    for name, units in (
        (phrases.BUDGET, allocation.budget),
        (phrases.SPENT, allocation.cost),
        (phrases.LEFT, allocation.left),
    ):
        yield f"{say(name)}: {format_money(election, units)}"
    yield f"{say(phrases.VOTERS)}: {election.voter_count:,}"
    yield say(phrases.RULES[allocation.method.rule])
    reports = {report.id: report for report in allocation.projects}
    yield from ("", f"{say(phrases.CHOSEN)}:")
    yield from (f"  {_head(allocation, reports[key])}" for key in allocation.winners)
    yield from ("", f"{say(phrases.WHY)}:")
    for report in allocation.projects:
        yield f"  {_head(allocation, report)}"
        extra = [] if report.selected else lacking(allocation, report.missing)
        yield from (f"      {say(words)}" for words in (report.reason, *extra))
    yield from ("", f"{say(phrases.FAIR)}:")
    yield from (f"  {line}" for line in _fairness(allocation, say(phrases.EXCLUDED)))
    claims = [say_claim(allocation, v) for v in allocation.fairness.violations]
    yield from (f"  {say(words)}" for words in claims or [phrases.NO_CLAIMS])
    told = [say_tie(tie) for tie in allocation.ties] or [phrases.NO_TIES]
    yield from ("", f"{say(phrases.TIES)}:", *(f"  {say(words)}" for words in told))
    if other is not None:
        yield from ("", f"{say(phrases.AGAINST)}:")
        yield from (f"  {say(name)}: {text}" for name, text in _against(allocation.compare(other)))


def _head(allocation: Allocation, report: ProjectReport) -> str:
    mark = "+" if report.selected else "-"
    cost = format_money(allocation.election, report.cost)
    name = f"  {report.name}" if report.name != report.id else ""
    return f"{mark} {report.id}  {cost}  ({report.votes:,}){name}"


def _fairness(allocation: Allocation, excluded: str) -> Iterator[str]:
    fairness = allocation.fairness
    yield f"{excluded}: {fairness.excluded:,} ({format_percent(fairness.exclusion)})"


def _against(comparison: Comparison) -> Iterator[tuple[Words, str]]:
    preference = comparison.preference
    yield phrases.ONLY, " ".join(comparison.only_first) or "-"
    yield phrases.ONLY_GREEDY, " ".join(comparison.only_second) or "-"
    yield phrases.BETTER, f"{preference.first:,}"
    yield phrases.BETTER_GREEDY, f"{preference.second:,}"
    yield phrases.EQUAL, f"{preference.equal:,}"
    first, second = comparison.fairness_first, comparison.fairness_second
    ratios = f"{format_percent(first.exclusion)} : {format_percent(second.exclusion)}"
    yield phrases.EXCLUDED, ratios
