"""script/messages extract | compile | check | fill FILE…"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def extract(_: Sequence[str]) -> int:
    """Writes the messages of all sources into the catalogues, keeping their translations."""
    from . import extraction, store, traditional

    found = extraction.extract()
    store.write(store.merge(found, "en"), "en")
    traditional.write_both(store.merge(found, store.TRANSLATED))
    print(f"{len(found)} messages")
    return 0


def compile_all(_: Sequence[str]) -> int:
    from . import store

    for language in store.LANGUAGES:
        if store.path_of(language).exists():
            store.compile_catalogue(language)
    return 0


def check(_: Sequence[str]) -> int:
    """Fails when the sources say something that Chinese readers would read in English."""
    from . import checking, extraction, store, traditional

    catalog = store.merge(extraction.extract(), store.TRANSLATED)
    found = list(checking.complaints(catalog))
    if not checking.agree(store.read(store.DERIVED), traditional.derive(catalog)):
        found.append(f"{store.DERIVED} is not what {store.TRANSLATED} becomes: extract again")
    print("\n".join([*found, f"{len(catalog)} messages, {len(found)} to mend"]))
    return 1 if found else 0


def fill(files: Sequence[str]) -> int:
    """Puts translations from lists of `English ||| 中文` where there are none yet."""
    from . import extraction, filling, store, traditional

    catalog = store.merge(extraction.extract(), store.TRANSLATED)
    for name in files:
        lines = Path(name).read_text().splitlines()
        print(f"{name}: {filling.fill(catalog, filling.parse(lines))} filled")
    traditional.write_both(catalog)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "extract": extract,
    "compile": compile_all,
    "check": check,
    "fill": fill,
}


def main(arguments: Sequence[str]) -> int:
    from script._lib import project_setup

    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"script/messages {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    if command is not compile_all:  # which is itself a part of set-up
        project_setup.enter(development=True)
    return command(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
