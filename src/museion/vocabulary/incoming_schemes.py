"""The schemes that rows about concepts name: found by address, else by short name, and made where they are new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.core.saving import Draft
from museion.vocabulary.actions import save_schemes
from museion.vocabulary.models import Scheme


@dataclass(slots=True)
class StatedScheme:
    """What a row says of its scheme. `is_named`: the row gives the address itself, so another scheme's short name is no matter."""

    slug: str = ""
    uri: str = ""
    is_named: bool = False
    titles: LanguageMap = field(default_factory=LanguageMap)
    descriptions: LanguageMap = field(default_factory=LanguageMap)
    licence: str = ""


def ensure_schemes(stated: Sequence[StatedScheme], *, actor: Actor, at: datetime, reason: str) -> list[int]:
    """The number of each row's scheme."""
    wanted = {(scheme.uri if scheme.is_named else scheme.slug): scheme for scheme in reversed(stated)}
    held = _find(wanted)
    drafts = [_draft(scheme) for name, scheme in wanted.items() if name not in held]
    if drafts:
        save_schemes(drafts, actor=actor, at=at, reason=reason)
        held = _find(wanted)
    return [held[scheme.uri if scheme.is_named else scheme.slug] for scheme in stated]


def _find(wanted: dict[str, StatedScheme]) -> dict[str, int]:
    slugs = [name for name, scheme in wanted.items() if not scheme.is_named]
    uris = [name for name, scheme in wanted.items() if scheme.is_named]
    found = dict(Scheme.objects.filter(slug__in=slugs).values_list("slug", "id"))
    return found | dict(Scheme.objects.filter(uri__in=uris).values_list("uri", "id"))


def _draft(scheme: StatedScheme) -> Draft:
    slug = _find_free_slug(scheme.slug)
    return Draft(
        {
            "slug": slug,
            "uri": scheme.uri,
            "titles": scheme.titles or LanguageMap(und=slug),
            "descriptions": scheme.descriptions,
            "licence": scheme.licence,
        }
    )


def _find_free_slug(slug: str) -> str:
    taken = set(Scheme.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{number}" for number in range(2, 1000))) if name not in taken)
