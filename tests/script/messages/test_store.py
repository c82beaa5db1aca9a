"""Catalogues keep every translation that was ever made."""

import gettext

import pytest
from babel.messages.catalog import Catalog

from script._lib.messages.checking import complaints
from script._lib.messages.filling import fill, parse
from script._lib.messages.store import compile_catalogue, merge, path_of, write

LAMPS = ("%(n)s lamp", "%(n)s lamps")


def catalog_of(*messages) -> Catalog:
    catalog = Catalog(charset="utf-8")
    for message in messages:
        catalog.add(message, locations=[("a.py", 7)])
    return catalog


@pytest.fixture
def folder(tmp_path):
    catalog = merge(catalog_of("Lamp %(name)s", LAMPS), "zh_Hans", tmp_path)
    fill(catalog, [("Lamp %(name)s", "路灯 %(name)s"), (LAMPS[1], "%(n)s 盏路灯")])
    write(catalog, "zh_Hans", tmp_path)
    return tmp_path


def strings(catalog: Catalog) -> dict:
    return {message.id: message.string for message in catalog if message.id}


def test_file_holds_messages_in_order_without_dates_or_line_numbers(folder):
    assert path_of("zh_Hans", folder).read_text() == (
        'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
        '#: a.py\n#, python-format\nmsgid "%(n)s lamp"\nmsgid_plural "%(n)s lamps"\n'
        'msgstr[0] "%(n)s 盏路灯"\n\n'
        '#: a.py\n#, python-format\nmsgid "Lamp %(name)s"\nmsgstr "路灯 %(name)s"\n'
    )


def test_merge_keeps_translations_and_adds_new_messages(folder):
    merged = merge(catalog_of("Lamp %(name)s", "Bench"), "zh_Hans", folder)
    assert strings(merged) == {"Lamp %(name)s": "路灯 %(name)s", "Bench": ""}


def test_translation_of_a_vanished_message_comes_back_with_it(folder):
    write(merge(catalog_of("Bench"), "zh_Hans", folder), "zh_Hans", folder)
    merged = merge(catalog_of("Bench", LAMPS), "zh_Hans", folder)
    assert strings(merged) == {"Bench": "", LAMPS: ("%(n)s 盏路灯",)}


def test_merging_into_two_languages_mixes_none(folder):
    found = catalog_of("Lamp %(name)s")
    merge(found, "zh_Hans", folder)
    assert strings(merge(found, "en", folder)) == {"Lamp %(name)s": ""}


def test_compiled_catalogue_leaves_out_what_is_not_translated(folder):
    write(merge(catalog_of("Bench", LAMPS), "en", folder), "en", folder)
    compile_catalogue("en", folder)
    with path_of("en", folder).with_suffix(".mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Bench") == "Bench"
    assert english.ngettext(*LAMPS, 2) == "%(n)s lamps"


def test_complete_catalogue_draws_no_complaint(folder):
    merged = merge(catalog_of("Lamp %(name)s", LAMPS), "zh_Hans", folder)
    assert list(complaints(merged)) == []


def test_complaints_name_missing_unsure_and_broken_translations(folder):
    merged = merge(catalog_of("Lamp %(name)s", "Bench", "Tree"), "zh_Hans", folder)
    merged["Lamp %(name)s"].string = "路灯 %(nom)s"
    merged["Tree"].string = "树"
    merged["Tree"].flags.add("fuzzy")
    found = sorted(line.partition(": ")[0] for line in complaints(merged) if "Lamp" not in line)
    assert found == ["unsure", "untranslated"]
    assert ["Lamp" in line for line in complaints(merged)].count(True) == 1


def test_list_of_translators_fills_gaps_only(folder):
    merged = merge(catalog_of("Lamp %(name)s", "Bench"), "zh_Hans", folder)
    lines = [
        "# a remark",
        "Bench ||| 长椅",
        "Lamp %(name)s ||| 灯 %(name)s",
        "Tree ||| 树",
        " ||| x",
    ]
    assert fill(merged, parse(lines)) == 1
    assert strings(merged) == {"Lamp %(name)s": "路灯 %(name)s", "Bench": "长椅"}
