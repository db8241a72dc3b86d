"""Looted sites as kinds that a run compares: what is expected from each, by edition."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import Count, Max, Q

from museion.core.access import Viewer
from museion.screening.matching.facets import Description, Years, load_knowledge, read_facets
from museion.screening.matching.types import RiskType, TypeScreen
from museion.screening.models import LootedSite

NAME = "looted sites"


@dataclass(frozen=True, slots=True)
class SiteState:
    """All kinds expected from sites, as they answer now. `sites`: by key; `stated`: what decides answers, by key."""

    screen: TypeScreen
    sites: Mapping[str, LootedSite]
    stated: Mapping[str, bytes]

    def describe(self, viewer: Viewer) -> dict[str, Any]:
        """As the loss register says it of itself, of what the viewer may read of."""
        seen = [site for site in self.sites.values() if viewer.sees_record(site)]
        lines = sorted(self.stated[site.key] for site in seen)
        changed = max((site.changed_at for site in seen), default=None)
        return {
            "name": NAME,
            "count": len(seen),
            "checksum": hashlib.sha256(b"\n".join(lines)).hexdigest(),
            "as_of": changed.isoformat(timespec="seconds") if changed else "",
        }


def get_site_state() -> SiteState:
    """Made anew when a site was written or withdrawn."""
    current = Count("id", filter=Q(withdrawn_at__isnull=True))
    now = LootedSite.objects.aggregate(count=Count("id"), current=current, changed=Max("changed_at"))
    return _make_state(now["count"], now["current"], now["changed"])


@lru_cache(maxsize=2)
def _make_state(_count: int, _current: int, _changed: datetime | None) -> SiteState:
    sites = list(LootedSite.objects.current().order_by("id"))
    return SiteState(
        screen=TypeScreen([kind for site in sites for kind in make_kinds(site)]),
        sites={site.key: site for site in sites},
        stated={site.key: orjson.dumps([site.key, site.country, site.expected_types]) for site in sites},
    )


def make_kinds(site: LootedSite) -> Iterator[RiskType]:
    """What is expected from it, as kinds at risk; one whose word nothing can be compared by is left out."""
    for expected in site.expected_types:
        stated = Description(
            object_type=str(expected.get("object_type") or ""), materials=str(expected.get("materials") or "")
        )
        facets = read_facets(stated, load_knowledge())
        first, last = expected.get("period_from"), expected.get("period_to")
        if facets.forms:
            yield RiskType(
                key=site.key,
                list_key=site.key,
                forms=facets.forms,
                materials=facets.materials,
                countries=frozenset(filter(None, (site.country,))),
                years=Years(first, last) if first is not None or last is not None else None,
                names={"und": stated.object_type},
                list_titles=site.names,
            )
