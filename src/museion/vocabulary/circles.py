"""Concepts that stand above themselves: the link that would close the circle is refused, and said."""

from collections.abc import Iterable, Mapping, Sequence

from museion.core.imports.registry import FieldError, Resolved
from museion.core.paths import leads_to
from museion.core.saving import Draft
from museion.vocabulary.models import Concept


def refuse_circles(resolved: Sequence[Resolved]) -> list[Resolved]:
    """`resolved`: rows whose drafts name their broader concepts by number. A row keeps its other broader concepts."""
    drafts = [row.draft for row, _ in resolved if row is not None]
    numbers = _find_numbers(drafts)
    above = _read_broader() if any(draft.links.get("broader") for draft in drafts) else {}
    checked: list[Resolved] = []
    for row, problem in resolved:
        number = numbers.get(row.draft.source) if row is not None else None
        if number is not None:
            kept, refused = _split(number, row.draft.links.get("broader", []), above)  # type: ignore[union-attr]
            row.draft.links["broader"] = kept  # type: ignore[union-attr]
            above[number] = set(kept)
            problem = problem or _tell(refused)
        checked.append((row, problem))
    return checked


def _find_numbers(drafts: Iterable[Draft]) -> dict[object, int]:
    """Of the concepts that are held already; nothing can lead to a new one."""
    by_source: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.source and draft.links.get("broader"):
            by_source.setdefault(draft.source[0], []).append(draft.source[1])
    found: dict[object, int] = {}
    for source, names in by_source.items():
        for start in range(0, len(names), 500):
            rows = Concept.objects.filter(source=source, source_id__in=names[start : start + 500])
            found |= {(source, name): number for name, number in rows.values_list("source_id", "id") if name}
    return found


def _read_broader() -> dict[int, set[int]]:
    above: dict[int, set[int]] = {}
    for narrower, broader in Concept.broader.through.objects.values_list("from_concept_id", "to_concept_id"):
        above.setdefault(narrower, set()).add(broader)
    return above


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
    return FieldError("broader", uri, "a concept that does not stand below this one: the thesaurus runs in a circle")
