"""The order of rights: secretariat, alliance, national committee, museum; international committees stand beside it.

What stands at the top (general assembly, secretariat) reaches the whole network. A body passes its rights down to what belongs
to it; an alliance to the committees that joined it, a national committee to its museums.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils import translation

from museion.core.access import Viewer
from museion.network.models import Body, Museum
from museion.network.terms import BodyKind

_WHOLE = (BodyKind.GENERAL_ASSEMBLY, BodyKind.SECRETARIAT)


class NetworkHierarchy:
    """Reads the register; see `core.access.hierarchy.Hierarchy`."""

    def find_whole(self, keys: Collection[str]) -> set[str]:
        rows = Body.objects.filter(key__in=keys, kind__in=_WHOLE, withdrawn_at__isnull=True)
        return set(rows.values_list("key", flat=True))

    def list_below(self, keys: Collection[str]) -> set[str]:
        numbers: dict[int, str] = {}
        below: defaultdict[int, list[int]] = defaultdict(list)
        for number, key, parent in Body.objects.values_list("id", "key", "parent_id"):
            numbers[number] = key
            if parent:
                below[parent].append(number)
        joined = Body.alliances.through.objects.values_list("to_body_id", "from_body_id")
        for alliance, committee in joined:
            below[alliance].append(committee)
        reached = _walk([number for number, key in numbers.items() if key in keys], below)
        museums = Museum.objects.filter(national_committee_id__in=reached).values_list("key", flat=True)
        return {*keys, *(numbers[number] for number in reached), *museums}

    def list_above(self, key: str) -> tuple[str, ...]:
        record = next((row for model in (Body, Museum) for row in model.objects.current().filter(key=key)), None)
        return record.scope_keys() if record else ()

    def name_places(self, keys: Iterable[str], viewer: Viewer) -> Mapping[str, str]:
        held = list(keys)
        language = translation.get_language() or "en"
        rows = [
            row for model in (Body, Museum) for row in model.objects.current().visible_to(viewer).filter(key__in=held)
        ]
        names = {row.key: row.names.pick((language, "en")).text or row.key for row in rows}
        return {key: names[key] for key in held if key in names}


def _walk(begin: Iterable[int], below: Mapping[int, list[int]]) -> set[int]:
    """A body that by mistake stands under itself is met once."""
    reached: set[int] = set()
    waiting = list(begin)
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting.extend(below.get(number, ()))
    return reached
