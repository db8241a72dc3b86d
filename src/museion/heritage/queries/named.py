"""Objects as people name them, line by line: by key, by the address on a label, by inventory number."""

from collections.abc import Sequence

from museion.core.bulk import chunk
from museion.core.keys import find_key
from museion.core.models.records import RecordQuerySet
from museion.heritage.models import CulturalObject


def split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def find_named(
    lines: Sequence[str], rows: RecordQuerySet[CulturalObject], *, by_number: bool = False
) -> dict[str, CulturalObject]:
    """By line; what none of `rows` is called is not there. Two queries, however many lines."""
    keys = {line: key for line in lines if (key := _read_key(line))}
    by_key = {record.key: record for part in chunk([*keys.values()]) for record in rows.filter(key__in=part)}
    numbered: dict[str, CulturalObject] = {}
    for part in chunk(list(dict.fromkeys(lines)) if by_number else []):
        for record in rows.filter(inventory_number__in=part).order_by("id"):
            numbered.setdefault(record.inventory_number, record)
    named = {line: by_key.get(keys.get(line, "")) or numbered.get(line) for line in lines}
    return {line: record for line, record in named.items() if record}


def _read_key(line: str) -> str:
    """A hand scanner types the address that a label's QR code holds."""
    return find_key(line.rstrip("/").rsplit("/", 1)[-1])
