"""The outcome as one page that a council can publish: no other file, no script."""

from html import escape
from importlib.resources import files
from string import Template

from linli.engines.equal_shares.allocation import Allocation
from linli.engines.equal_shares.report import outcome, people, phrases
from linli.engines.equal_shares.report.markup import paragraph, show
from linli.engines.equal_shares.wording import Words


def render_report(allocation: Allocation, greedy: Allocation, *, digest: str) -> str:
    """The page in Chinese and English; ``digest`` is the SHA-256 of the file of votes."""
    title = allocation.election.title
    sections = [
        outcome.chosen(allocation),
        people.against(allocation, greedy),
        people.groups(allocation, greedy),
        people.categories(allocation, greedy),
        people.fairness(allocation),
        outcome.reasons(allocation),
        outcome.ties(allocation),
        outcome.method(allocation, digest),
    ]
    page = Template(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(f"{title} · {phrases.REPORT.zh}" if title else phrases.REPORT.zh),
        skip=show(phrases.SKIP),
        heading=show(phrases.REPORT) + (f"<br>{escape(title)}" if title else ""),
        summary=outcome.summary(allocation),
        sections="\n".join(part for part in sections if part),
        footer=paragraph(
            Words("Counted by Linli, linli.engines.equal_shares.", "由邻里（Linli）计算。")
        ),
    )
