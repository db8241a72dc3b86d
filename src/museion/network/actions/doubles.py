"""Looking for doubles: by the worker, over a whole register or about one entry; what was judged before stays judged."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from museion.core.access import Actor, check_right
from museion.core.outbox import Announcement, announce
from museion.network.matching.museums import House, judge_museums, read_site
from museion.network.matching.museums import list_blocks as list_museum_blocks
from museion.network.matching.names import Name, read_name
from museion.network.matching.pairing import find_doubles
from museion.network.matching.people import Someone, judge_people
from museion.network.matching.people import list_blocks as list_people_blocks
from museion.network.models import Double, Museum, Person
from museion.search.analysis import fold

TOPIC = "network.doubles"
MOST_KEPT = 2000


def ask_for_doubles(kind: str, *, about: str = "", actor: Actor) -> None:
    """The worker looks; asked twice before it did, it looks once."""
    check_right(actor, f"{kind}.merge")
    announce(kind, [about], topics=[TOPIC])


def handle(announcements: Sequence[Announcement]) -> None:
    for each in announcements:
        record_doubles(each.kind, at=timezone.now(), about=each.key)


@transaction.atomic
def record_doubles(kind: str, *, at: datetime, about: str = "") -> int:
    """Adds pairs that nobody has judged; returns how many are new. The best `MOST_KEPT` are enough to work through."""
    if kind == "person":
        found = find_doubles(read_people(), judge_people, list_people_blocks, about=about)
    else:
        found = find_doubles(read_museums(), judge_museums, list_museum_blocks, about=about)
    known = {tuple(sorted(pair)) for pair in Double.objects.filter(kind=kind).values_list("one_key", "other_key")}
    rows = []
    for double in found[:MOST_KEPT]:
        one, other = sorted((double.one, double.other))
        if (one, other) not in known:
            reasons = [asdict(reason) for reason in double.judged.reasons]
            rows.append(
                Double(kind=kind, one_key=one, other_key=other, score=double.judged.score, reasons=reasons, found_at=at)
            )
    Double.objects.bulk_create(rows)
    return len(rows)


def read_people() -> list[Someone]:
    columns = ("key", "name", "other_names", "born_earliest", "died_latest", "nationality", "country", "agent_kind")
    rows = Person.objects.current().values_list(*columns, "email", "identifiers").order_by("id")
    return [_read_person(row) for row in rows.iterator(chunk_size=5000)]


def read_museums() -> list[House]:
    columns = ("key", "names", "other_names", "country", "city", "latitude", "longitude", "website", "identifiers")
    rows = Museum.objects.current().values_list(*columns).order_by("id")
    return [_read_museum(row) for row in rows.iterator(chunk_size=5000)]


def _read_person(row: tuple[Any, ...]) -> Someone:
    key, name, others, born, died, nationality, country, agent, email, identifiers = row
    return Someone(
        key=key,
        names=(read_name(name), *_read_others(others)),
        born=_get_year(born),
        died=_get_year(died),
        places=frozenset(fold(place) for place in (nationality, country) if place),
        kind=agent,
        email=email,
        identifiers=_read_identifiers(identifiers),
    )


def _read_museum(row: tuple[Any, ...]) -> House:
    key, names, others, country, city, latitude, longitude, website, identifiers = row
    shown = tuple(read_name(text, language) for language, text in names.items() if text)
    return House(
        key=key,
        names=(*shown, *_read_others(others)),
        country=country,
        city=fold(city),
        point=(latitude, longitude) if latitude is not None and longitude is not None else None,
        site=read_site(website) if website else "",
        identifiers=_read_identifiers(identifiers),
    )


def _read_others(others: Sequence[Any]) -> list[Name]:
    pairs = [(each.get("text"), each.get("language", "")) if isinstance(each, dict) else (each, "") for each in others]
    return [read_name(str(text), str(language or "")) for text, language in pairs if text]


def _read_identifiers(identifiers: dict[str, Any]) -> dict[str, str]:
    return {
        scheme: str(value) for scheme, value in identifiers.items() if value and not isinstance(value, (list, dict))
    }


def _get_year(day: int | None) -> int | None:
    """Of YYYYMMDD."""
    return day // 10_000 if day else None
