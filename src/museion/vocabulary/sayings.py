"""How concepts are said: their labels in every language, those of the same concepts elsewhere, and those of narrower ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from museion.core.bulk import read_rows
from museion.core.languages import LanguageMap
from museion.vocabulary.labelling import ALTERNATIVE, HIDDEN, PREFERRED, QUALIFIED
from museion.vocabulary.meeting import Edition, get_edition, list_shut_concepts
from museion.vocabulary.models import Concept, Label, Scheme
from museion.vocabulary.sameness import find_same

_MOST_NARROWER = 60
# Long labels of narrower concepts describe; they are not what anybody writes.
_MOST_WORDS_OF_NARROWER = 3
_LABEL = ("concept", "tag", "text", "rank", "form")


@dataclass(slots=True)
class Saying:
    """A concept for the bridge. `labels`: (language, text, rank), preferred and alternative; `forms`: (language, stems)."""

    key: str
    label: str
    label_tag: str
    scheme: str
    labels: list[tuple[str, str, int]] = field(default_factory=list)
    forms: set[tuple[str, str]] = field(default_factory=set)
    narrower: "list[Saying]" = field(default_factory=list)


def gather_sayings(numbers: Iterable[int], language: str) -> dict[int, Saying]:
    """By number. A concept stated to be the same adds its labels and its narrower concepts."""
    families = {number: (number, *find_same(number)) for number in numbers}
    members = sorted({member for family in families.values() for member in family})
    below = _read_narrower(members)
    read = _read_sayings([*members, *(child for children in below.values() for child in children)], language)
    return {number: _join(family, below, read) for number, family in families.items() if number in read}


def _read_narrower(numbers: Sequence[int]) -> dict[int, list[int]]:
    links = read_rows(Concept.broader.through, ("from_concept", "to_concept"), where="to_concept", values=list(numbers))
    below: dict[int, list[int]] = {}
    for child, parent in sorted(links)[:_MOST_NARROWER]:
        below.setdefault(parent, []).append(child)
    return below


def _read_sayings(numbers: Sequence[int], language: str) -> dict[int, Saying]:
    shut, schemes = list_shut_concepts(), _read_schemes(get_edition())
    wanted = [number for number in dict.fromkeys(numbers) if number not in shut]
    concepts = read_rows(Concept, ("id", "key", "scheme"), where="id", values=wanted)
    sayings = {number: Saying(key, "", "", schemes.get(scheme, "")) for number, key, scheme in concepts}
    titles: dict[int, LanguageMap] = {}
    for number, tag, text, rank, form in read_rows(Label, _LABEL, where="concept", values=wanted):
        if rank >= HIDDEN:
            continue
        saying = sayings[number]
        saying.forms.add((tag, form))
        if rank == PREFERRED:
            titles.setdefault(number, LanguageMap())[tag] = text
        # What ends with a qualifier is written nowhere but in thesauri; it stands without it as well.
        if not text.endswith(")"):
            saying.labels.append((tag, text, ALTERNATIVE if rank == QUALIFIED else rank))
    for number, saying in sayings.items():
        picked = titles.get(number, LanguageMap()).pick(language)
        saying.label, saying.label_tag = picked.text, picked.language
    return sayings


@lru_cache(maxsize=2)
def _read_schemes(edition: Edition) -> dict[int, str]:
    return dict(Scheme.objects.values_list("id", "slug"))


def forget_schemes() -> None:
    _read_schemes.cache_clear()


def _join(family: Sequence[int], below: dict[int, list[int]], read: dict[int, Saying]) -> Saying:
    first = read[family[0]]
    joined = Saying(first.key, first.label, first.label_tag, first.scheme)
    for member in (number for number in family if number in read):
        joined.labels += read[member].labels
        joined.forms |= read[member].forms
        joined.narrower += [_shorten(read[child]) for child in below.get(member, ()) if child in read]
    joined.labels = list(dict.fromkeys(joined.labels))
    return joined


def _shorten(child: Saying) -> Saying:
    labels = [label for label in child.labels if len(label[1].split()) <= _MOST_WORDS_OF_NARROWER]
    return Saying(child.key, child.label, child.label_tag, child.scheme, labels)
