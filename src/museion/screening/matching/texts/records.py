"""What is compared: an object's words as somebody wrote them, and the same prepared for comparison."""

from dataclasses import dataclass, field
from typing import Any

from museion.screening.matching.texts.canon import Canon
from museion.screening.matching.texts.words import fold, get_trigrams, is_telling, read_number, split_words


@dataclass(frozen=True, slots=True)
class ObjectText:
    """An object in words. Every field may be empty.

    `measurements` in millimetres, any order. `years`: first and last, astronomical. `text`: whatever stands outside fields,
    such as a whole lot description. `stamp`: what else of a registered record the checksum is to cover, such as its photos.
    """

    id: str = ""
    title: str = ""
    object_type: str = ""
    makers: tuple[str, ...] = ()
    materials: str = ""
    measurements: tuple[float, ...] = ()
    years: tuple[int, int] | None = None
    inscriptions: tuple[str, ...] = ()
    features: str = ""
    description: str = ""
    inventory_number: str = ""
    text: str = ""
    stamp: str = ""


@dataclass(slots=True)
class Prepared:
    """The same, cut once into what comparisons need. Lists, not sets, so that it can be stored as JSON."""

    id: str
    title: list[str]
    numbers: list[int]
    makers: list[list[str]]
    words: list[str]
    types: list[str]
    kinds: list[str]
    """The types and all above them."""

    materials: list[str]
    made_of: list[str]
    """The words of type and material as written."""

    measurements: list[float]
    years: tuple[int, int] | None
    marks: list[str]
    inventory: str
    stamp: str = ""
    is_bag: bool = False
    """Nothing says which words are the title's or the maker's."""

    word_set: set[str] = field(default_factory=set, repr=False)
    mark_set: set[str] = field(default_factory=set, repr=False)

    def store(self) -> list[Any]:
        return [
            self.id,
            self.title,
            self.numbers,
            self.makers,
            self.words,
            self.types,
            self.kinds,
            self.materials,
            self.made_of,
            self.measurements,
            self.years,
            self.marks,
            self.inventory,
            self.stamp,
        ]


def restore(stored: list[Any]) -> Prepared:
    prepared = Prepared(*stored)
    prepared.word_set = set(prepared.words)
    prepared.mark_set = set(prepared.marks)
    return prepared


def prepare(record: ObjectText, canon: Canon) -> Prepared:
    is_bag = not record.title and not record.makers and bool(record.text)
    title = [word for word in split_words(record.title or (record.text if is_bag else "")) if is_telling(word)]
    makers = [split_words(name) for name in record.makers]
    others = split_words(" ".join((record.description, record.features, "" if is_bag else record.text)))
    inscribed = split_words(" ".join(record.inscriptions))
    bag = split_words(record.text) if record.text else []
    types = canon.find(split_words(record.object_type) or bag)
    materials = canon.find(split_words(record.materials) or bag)
    words = [*title, *(word for name in makers for word in name), *filter(is_telling, others)]
    words += [*filter(is_telling, inscribed), *filter(is_telling, split_words(record.materials))]
    prepared = Prepared(
        id=record.id,
        title=title,
        numbers=sorted({number for word in title if (number := read_number(word)) is not None}),
        makers=makers,
        words=list(dict.fromkeys(words)),
        types=sorted(types),
        kinds=sorted(canon.widen(types)),
        materials=sorted(materials),
        made_of=list(dict.fromkeys(filter(is_telling, split_words(f"{record.object_type} {record.materials}")))),
        measurements=sorted((round(value, 1) for value in record.measurements if value >= 0.1), reverse=True)[:4],
        years=record.years,
        marks=sorted({gram for word in inscribed for gram in get_trigrams(word)}),
        inventory="".join(split_words(fold(record.inventory_number))),
        stamp=record.stamp,
        is_bag=is_bag,
    )
    prepared.word_set = set(prepared.words)
    prepared.mark_set = set(prepared.marks)
    return prepared
