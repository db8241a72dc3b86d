"""What is asked of the index and what it answers: plain values, the same for every engine."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from museion.search.questions import Meaning  # questions hold ranges, which stand here

PAGE_SIZE = 20
DEEPEST_HIT = 10_000


@dataclass(frozen=True, slots=True)
class Span:
    """A range of numbers or years, both ends included; None is open."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """An area of the map in degrees. `west` > `east` crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Disc:
    """What lies within so many kilometres of a place, true to a tenth of the distance."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question.

    `text` is what was typed. `filters`: TERM field (or `kind`) → accepted codes, any of them. `spans`: NUMBER or YEARS field →
    range. `boxes`: POINT field → area. `discs`: POINT field → what is near a place. `tokens`: what the viewer may see (`Viewer.tokens`), never empty. `sort`: empty
    for relevance, a sortable field's name, `-name` for descending. `facets`: the fields to count; a facet's own filter
    does not narrow its own counts. `language`: the reader's, BCP 47. `bridge`: whether words are also taken for what they mean
    (`search.expansion`); `without`: keys of meanings that the reader switched off.
    """

    text: str = ""
    tokens: tuple[str, ...] = ("public",)
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    discs: dict[str, Disc] = field(default_factory=dict)
    sort: str = ""
    offset: int = 0
    limit: int = PAGE_SIZE
    facets: tuple[str, ...] = ()
    facet_size: int = 12
    histograms: tuple[str, ...] = ()
    """YEARS fields to count by time."""
    grids: tuple[str, ...] = ()
    """POINT fields to count by place."""
    keys: tuple[str, ...] = ()
    """Where given, only among these records."""
    language: str = "en"
    explain: bool = True
    bridge: bool = True
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record matched: which of its fields held which word, by which path, for what share of the score (0 to 1)."""

    field: str
    term: str
    share: float
    via: str = ""
    """How the typed word became the matched one: empty (as typed), `exact` (the whole name), `label` (a whole label), `phrase`,
    `stem`, `prefix`, `concept`, `narrower`, `typo`, `script` (the same name in another script), `initial`,
    `vector` (the whole record is near in meaning; an extra)."""
    language: str = ""
    """Of the matched word, where the path says it; empty for words as typed."""
    path: tuple[str, ...] = ()
    """From the typed word over concepts to the matched one, by their labels."""


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    kind: str
    score: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many records are dated, at least in part, from the first to the last of these years; None is open."""

    first: int | None
    last: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many records lie in an area, and about where their middle is, to an eighth of the cell."""

    box: Box
    count: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Grid:
    """All hits that have a place, by cells of `step` degrees; `box` holds them all, or is the area that was asked for."""

    box: Box
    step: float
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class OfferedCode:
    """`text`: the question with this code instead; for the value of a filter the question as it was."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A value of a TERM field that no record which the viewer sees has.

    `offers`: codes that look like it (`is_near`), else the commonest. `is_typed`: in the text, not as a filter.
    """

    field: str
    value: str
    offers: tuple[OfferedCode, ...] = ()
    is_near: bool = False
    is_typed: bool = True


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`words` are the folded words to highlight (`search.highlight`); `generation` changes whenever the index does.

    `relaxed`: no record held every word, so these hold some. `suggestion`: the question with misspelt words put right.
    `meanings`: what its words were found to mean, those among them too that the reader switched off (`switched_off`: their keys).
    """

    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histograms: dict[str, tuple[Bar, ...]] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    """A field of which no hit has a value is not in it."""
    words: tuple[str, ...] = ()
    generation: str = ""
    relaxed: bool = False
    suggestion: str = ""
    meanings: "tuple[Meaning, ...]" = ()
    switched_off: tuple[str, ...] = ()
    unknown: tuple[UnknownCode, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """A value of a facet whose name begins as typed; `count`: how many records that the viewer sees have it."""

    field: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a question that is being typed may become. `words`: its last word completed, most frequent first; `hits`: keys of
    records with such a name, by kind."""

    words: tuple[str, ...] = ()
    hits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[SuggestedCode, ...] = ()


class QuerySyntaxError(ValueError):
    """The text is no query. `position` is the offset of the trouble in it, in characters."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class InvalidRequestError(QuerySyntaxError):
    """A filter, facet, sort or page that does not exist; forged addresses end here."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 0)


class SearchUnavailableError(Exception):
    """The index cannot answer now; it is not that nothing was found."""


class IndexUnusableError(SearchUnavailableError):
    """The index must be made anew, which a worker does by itself and `museion reindex` at once."""


class IndexMissingError(IndexUnusableError):
    """There are records, and no index was ever made of them here."""
