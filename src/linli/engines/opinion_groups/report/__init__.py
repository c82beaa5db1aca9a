"""The analysis as one page that anybody can publish: no other file, no script, no person named."""

from html import escape
from importlib.resources import files
from string import Template

from linli.engines.opinion_groups.analysis import Analysis
from linli.engines.opinion_groups.report import certainty, overview, phrases, statements
from linli.engines.opinion_groups.report.markup import paragraph, show


def render_report(analysis: Analysis, *, title: str = "") -> str:
    """The page in Chinese and English."""
    sections = [
        overview.draw_map(analysis),
        overview.present_groups(analysis),
        statements.list_shared(analysis),
        statements.list_dividing(analysis),
        certainty.tell(analysis),
        statements.list_next(analysis),
        statements.list_all(analysis),
        overview.explain_method(analysis),
    ]
    page = Template(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(f"{title} · {phrases.REPORT.zh}" if title else phrases.REPORT.zh),
        skip=show(phrases.SKIP),
        heading=(show(title) + "<br>" if title else "") + show(phrases.REPORT),
        summary=overview.summarise(analysis),
        sections="\n".join(part for part in sections if part),
        footer=paragraph(phrases.FOOTER),
    )
