"""An object as somebody describes it, and the same as facets."""

from dataclasses import dataclass, field
from enum import StrEnum


class Answer(StrEnum):
    """Whether an object falls under a type or class. The values are those of `terms.Falling`."""

    FALLS = "falls"
    MAY_FALL = "may_fall"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Years:
    """First and last year, astronomical (1 BCE is 0); None is open."""

    first: int | None = None
    last: int | None = None

    def __str__(self) -> str:
        return f"{'…' if self.first is None else self.first} – {'…' if self.last is None else self.last}"


@dataclass(frozen=True, slots=True)
class Description:
    """The answers to Object ID's questions, as written; every one may be empty.

    `countries`: ISO 3166-1 codes of origin or find, where they are known as such. `years` where the period was already
    read. `measurements` in millimetres. `text`: whatever stands outside fields, such as a whole lot description.
    """

    object_type: str = ""
    materials: str = ""
    places: str = ""
    culture: str = ""
    maker: str = ""
    period: str = ""
    title: str = ""
    text: str = ""
    countries: tuple[str, ...] = ()
    years: Years | None = None
    measurements: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """What of a description can be compared. An empty facet is not stated.

    `forms`: what it is, by its field or its first words; `other_forms`: kinds that its words name besides, which it may be
    or only show. `peoples`: cultures that nothing else is called. `countries`: where it may come from. `written`: by facet,
    the words that it was read from.
    """

    forms: frozenset[str] = frozenset()
    other_forms: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()
    techniques: frozenset[str] = frozenset()
    peoples: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    years: Years | None = None
    measurements: tuple[float, ...] = ()
    is_excavated: bool = False
    """Its words say that it came from the ground or from a monument."""

    written: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """One facet of an answer: the words stated, the codes that the type or class asks for (any of them), and whether they
    agree (None: cannot be told)."""

    facet: str
    agrees: bool | None
    stated: str = ""
    asked: tuple[str, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.agrees is None
