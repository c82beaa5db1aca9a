"""Categories and organisations that an import brings along, each made once."""

import hashlib
import re
from collections.abc import Callable

from linli.apps.cases.models import Category
from linli.apps.cases.services.categories import create_category
from linli.apps.cases.services.importing.rules import CategoryRule, HolderRule
from linli.ground.communities.models import Community
from linli.ground.parties.models import Organisation
from linli.ground.parties.services import create_organisation

BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
LONGEST_CODE = 60
LONGEST_SLUG = 60
DIGEST = 8


def name_code(name: str, *, longest: int) -> str:
    """A code made of a name, always the same: its ASCII letters and digits joined by `_`.

    A name that is cut, or that has other letters, is told apart by the first digits of its
    SHA-256.
    """
    plain = BETWEEN_WORDS.sub("_", name.lower().replace("'", "")).strip("_")
    if plain and name.isascii() and len(plain) <= longest:
        return plain
    digest = _digest(name)
    return f"{plain[: longest - DIGEST - 1]}_{digest}" if plain else f"n{digest}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:DIGEST]


def _free_code(name: str, *, longest: int, is_taken: Callable[[str], bool]) -> str:
    """Two names may make one code (A-B and A B): the second gets its digest."""
    code = name_code(name, longest=longest)
    if not is_taken(code):
        return code
    return f"{code[: longest - DIGEST - 1]}_{_digest(name)}"


class Catalogue:
    """Finds the category and the organisation of a row by the source's names, or makes them."""

    def __init__(
        self, community: Community, *, category: CategoryRule, holder: HolderRule | None
    ) -> None:
        self._community = community
        self._rule = category
        self._holder = holder
        self._categories: dict[str, Category] = {}
        self._organisations: dict[str, Organisation] = {}

    def category(self, name: str) -> Category:
        """The category of that name below the group, or the group's own for no name."""
        if "" not in self._categories:
            self._categories[""] = self._group()
        if name not in self._categories:
            self._categories[name] = self._below(self._categories[""], name)
        return self._categories[name]

    def organisation(self, name: str) -> Organisation | None:
        """The organisation of that name; None for no name."""
        if not name or self._holder is None:
            return None
        if name not in self._organisations:
            self._organisations[name] = self._find_organisation(name, self._holder)
        return self._organisations[name]

    def _group(self) -> Category:
        found = Category.objects.filter(community=self._community, code=self._rule.group).first()
        return found or self._create(self._rule.group, self._rule.group_name)

    def _below(self, group: Category, name: str) -> Category:
        prefix = f"{group.code}."
        known = Category.objects.filter(community=self._community, code__startswith=prefix)
        if found := known.filter(name=name).first():
            return found
        code = _free_code(
            name,
            longest=LONGEST_CODE - len(prefix),
            is_taken=lambda code: known.filter(code=prefix + code).exists(),
        )
        return self._create(prefix + code, name)

    def _create(self, code: str, name: str) -> Category:
        """Not offered in forms unless the mapping says so: they are another system's words."""
        category = create_category(self._community, code=code, name=name)
        if not self._rule.offered:
            category.is_active = False
            category.save(update_fields=["is_active"])
        return category

    def _find_organisation(self, name: str, rule: HolderRule) -> Organisation:
        known = Organisation.objects.filter(community=self._community)
        if found := known.filter(name=name).first():
            return found
        slug = _free_code(
            name,
            longest=LONGEST_SLUG,
            is_taken=lambda code: known.filter(slug=code.replace("_", "-")).exists(),
        )
        return create_organisation(
            self._community,
            slug=slug.replace("_", "-"),
            name=name,
            sector=rule.sectors.get(name, rule.sector),
        )
