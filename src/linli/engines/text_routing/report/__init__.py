"""Topics as one page that can be handed out: no other file, no script."""

from html import escape
from importlib.resources import files
from string import Template

from linli.engines.text_routing.report import phrases
from linli.engines.text_routing.report.markup import paragraph, section, show
from linli.engines.text_routing.report.parts import article, overview
from linli.engines.text_routing.report.wording import Words
from linli.engines.text_routing.topics import Topics


def render_topics(found: Topics, *, most: int = 20) -> str:
    """The page in Chinese and English, with the hottest topics."""
    shown = found.topics[:most]
    articles = [article(rank, topic, found) for rank, topic in enumerate(shown, 1)]
    sections = [
        section("topics", phrases.HOTTEST, overview(shown)),
        section("each", phrases.EACH, *articles) if articles else "",
        section("method", phrases.METHOD, *map(paragraph, phrases.method(found))),
    ]
    page = Template(files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
    return page.substitute(
        title=escape(phrases.REPORT.zh),
        skip=show(phrases.SKIP),
        heading=show(phrases.REPORT),
        summary=paragraph(phrases.summary(found, len(shown))),
        sections="\n".join(part for part in sections if part),
        footer=paragraph(
            Words("Made by Linli, linli.engines.text_routing.", "由邻里（Linli）生成。")
        ),
    )
