"""Every way of marking a text is found, as Django will look it up."""

from django.template import Context, Engine
from django.utils import translation

from script._lib.messages import store
from script._lib.messages.extraction import extract, messages_in_template
from script._lib.messages.filling import fill


def in_template(source: str) -> list[tuple]:
    found = messages_in_template("{% load i18n %}" + source, "page.html")
    return [(message, context) for _, message, _, context in found]


def test_translate_with_quotes_and_percent_sign():
    assert in_template("{% translate '100% of \"it\"' %}") == [('100%% of "it"', None)]


def test_translate_in_context_and_as_filter_argument():
    source = '{% translate "May" context "month" %}{{ name|default:_("nobody") }}'
    assert in_template(source) == [("May", "month"), ("nobody", None)]


def test_blocktranslate_trimmed_with_values():
    source = (
        "{% blocktranslate trimmed with a=b %}\n  Dear {{ a }},\n  hello\n{% endblocktranslate %}"
    )
    assert in_template(source) == [("Dear %(a)s, hello", None)]


def test_blocktranslate_with_plural_and_context():
    source = '{% blocktranslate count n=n context "lamps" %}one{% plural %}{{ n }}{% endblocktranslate %}'
    assert in_template(source) == [(("one", "%(n)s"), "lamps")]


def test_text_in_comments_is_left_out():
    source = '{# {% translate "a" %} #}{% comment %}{% translate "b" %}{% endcomment %}gettext("c")'
    assert in_template(source) == []


def test_python_files_and_templates_of_a_package(tmp_path):
    package = tmp_path / "house"
    (package / "templates").mkdir(parents=True)
    (package / "a.py").write_text(
        'from x import *\n_("One")\nngettext("lamp", "lamps", n)\npgettext_lazy("month", "May")\n'
        'npgettext("c", "a", "b", 2)\n_(variable)\n_("Two "\n  "lines")\n'
    )
    (package / "templates" / "a.html").write_text('{% load i18n %}{% translate "One" %}')
    (package / "readme.html").write_text('{% load i18n %}{% translate "Not a template" %}')
    catalog = extract(package)
    found = {(message.id, message.context) for message in catalog if message.id}
    assert found == {
        ("One", None),
        (("lamp", "lamps"), None),
        ("May", "month"),
        (("a", "b"), "c"),
        ("Two lines", None),
    }
    assert [place for place, _ in catalog["One"].locations] == [
        "house/a.py",
        "house/templates/a.html",
    ]


def test_extracted_message_is_the_one_that_django_looks_up(tmp_path, settings):
    source = (
        "{% load i18n %}{% blocktranslate trimmed %}\n 100% of\n {{ n }}\n{% endblocktranslate %}"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(source)
    catalog = store.merge(extract(tmp_path), "zh_Hans", tmp_path)
    fill(catalog, [("100%% of %(n)s", "%(n)s 的 100%%")])
    store.write(catalog, "zh_Hans", tmp_path)
    store.compile_catalogue("zh_Hans", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    page = Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(source)
    with translation.override("zh-hans"):
        assert page.render(Context({"n": 7})) == "7 的 100%"
