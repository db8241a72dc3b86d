"""Concepts that stand above themselves: the link that would close the circle is refused, and said."""

from collections.abc import Mapping, Sequence

from museion.core.imports.registry import FieldError, Resolved
from museion.core.paths import leads_to
from museion.core.wording import Wording
from museion.vocabulary.models import Concept
from museion.vocabulary.queries import find_numbers, read_broader

_NOWHERE = ("", "")


def refuse_circles(resolved: Sequence[Resolved], *, is_told: bool) -> list[Resolved]:
    """`resolved`: rows whose drafts name their broader concepts by number. A row keeps its other broader concepts. `is_told`: at the
    end, when every row has been seen; one that was refused before is refused again then."""
    drafts = [row.draft for row, _ in resolved if row is not None]
    # Of the concepts that are held already; nothing can lead to a new one.
    numbers = find_numbers(draft.source for draft in drafts if draft.source and draft.links.get("broader"))
    above = read_broader() if numbers else {}
    checked: list[Resolved] = []
    for row, problem in resolved:
        number = numbers.get(row.draft.source or _NOWHERE) if row is not None else None
        if number is not None:
            kept, refused = _split(number, row.draft.links.get("broader", []), above)  # type: ignore[union-attr]
            row.draft.links["broader"] = kept  # type: ignore[union-attr]
            above[number] = set(kept)
            problem = problem or (_tell(refused) if is_told else None)
        checked.append((row, problem))
    return checked


def _split(number: int, broader: Sequence[int], above: Mapping[int, set[int]]) -> tuple[list[int], list[int]]:
    kept: list[int] = []
    refused: list[int] = []
    for target in broader:
        (refused if leads_to(target, number, above) else kept).append(target)
    return kept, refused


def _tell(refused: list[int]) -> FieldError | None:
    if not refused:
        return None
    uri = Concept.objects.values_list("uri", flat=True).get(id=refused[0])
    told = Wording("a concept that does not stand below this one: the thesaurus runs in a circle")
    return FieldError("broader", uri, told)
