"""To which body of the network a record belongs, as a branch of the tree of bodies: the facet that opens from the top down."""

import time
from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.network.models import Body
from museion.search.documents import TREE_SEPARATOR, Document, Field, FieldKind

_KEPT_SECONDS = 60
_DEEPEST = 8


Paths = Mapping[int, str]
"""Of bodies by their numbers: keys from the top down."""


def add_bodies(document: Document, paths: Paths, *body_ids: int | None) -> None:
    document.add_term(BODY.name, *(paths.get(number, "") for number in body_ids if number))


def read_body_paths() -> Paths:
    """Of all public bodies, some hundreds, for a batch of documents. A parent that is not public is left out, with what is above it."""
    public = Body.objects.current().filter(access=AccessLevel.PUBLIC).values_list("id", "key", "parent_id")
    held = {number: (key, parent) for number, key, parent in public}
    paths: dict[int, str] = {}
    for number in held:
        keys: list[str] = []
        above: int | None = number
        while above in held and len(keys) < _DEEPEST:
            key, above = held[above]
            keys.insert(0, key)
        paths[number] = TREE_SEPARATOR.join(keys)
    return paths


def label_body(path: str, language: str) -> str:
    return _read_name(path.rpartition(TREE_SEPARATOR)[2], language, int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=4096)
def _read_name(key: str, language: str, _minute: int) -> str:
    body = Body.objects.filter(key=key, access=AccessLevel.PUBLIC).only("acronym", "names").first()
    return (body.names.pick(language).text or body.acronym) if body else key


BODY = Field("body", FieldKind.TERM, _("part of the network"), is_facet=True, is_tree=True, label_of=label_body)
