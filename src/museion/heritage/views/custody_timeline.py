"""The time line of a chain as SVG geometry: a row a holder, dark where definite, light where possible, bands for risk windows."""

from dataclasses import dataclass
from datetime import date

from museion.core.dates.days import split_day_number
from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reasoning import Holding, Interval
from museion.heritage.custody.windows import RiskWindow
from museion.heritage.labels import WINDOW_NAMES
from museion.heritage.queries.custody import Custody
from museion.heritage.queries.custody_questions import name_holder

WIDTH, ROW, LANE, TOP = 760.0, 44.0, 20.0, 26.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_MOST_TICKS = 9
_LEAST_BAR = 3.0
_MARGIN_YEARS = 8
_LONGEST_LABEL = 78


@dataclass(frozen=True, slots=True)
class Bar:
    """`kind`: definite, possible, sometime. `is_open_start`, `is_open_end`: the drawing ends, not the holding."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    label: str
    y: float
    bars: tuple[Bar, ...]
    is_agent: bool
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A risk window with a line of its own above the holders: several may cover the same years."""

    label: str
    y: float
    bar: Bar

    @property
    def is_late(self) -> bool:
        """The words stand before the end of the bar, where there is no room after its beginning."""
        return self.bar.x > WIDTH / 2

    @property
    def x(self) -> float:
        return self.bar.x + self.bar.width if self.is_late else self.bar.x


@dataclass(frozen=True, slots=True)
class Timeline:
    height: float
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, int], ...]
    lanes: tuple[Lane, ...]
    width: float = WIDTH


def draw_timeline(custody: Custody) -> Timeline | None:
    """None where no day is known that could be drawn. Centuries between the making and the first stated day are left out."""
    days = [day for part in custody.segments for day in (part.first, part.last)]
    if not days:
        return None
    holdings = custody.reasoned.holdings
    stated = [day for held in holdings for day in (*_list_days(held.event.begin), *_list_days(held.event.end))]
    last = _get_moment(max(days))
    stated += [window.first for window in custody.windows]
    first = max(_get_moment(min(days)), min(map(_get_moment, stated), default=last) - _MARGIN_YEARS)
    scale = _Scale(min(first, last - 1), last)
    lanes = tuple(_draw_lane(place, window, scale) for place, window in enumerate(custody.windows))
    top = TOP + LANE * len(lanes)
    rows = tuple(_draw_row(top + ROW * place, held, scale) for place, held in enumerate(holdings))
    return Timeline(top + ROW * len(rows) + 6, rows, tuple(scale.list_ticks()), lanes)


def _draw_lane(place: int, window: RiskWindow, scale: "_Scale") -> Lane:
    bar = scale.draw(window.window.value, Interval(window.first, window.last))
    label = " · ".join(filter(None, (str(WINDOW_NAMES[window.window]), window.title)))
    return Lane(_shorten(label), TOP + LANE * place, bar)


def _list_days(bounds: Bounds) -> list[int]:
    return [day for day in (bounds.earliest, bounds.latest) if day is not None]


def _get_moment(day: int) -> float:
    """The year with its part, so that days can be measured; astronomical years before 1 have no `date`."""
    year, month, number = split_day_number(day)
    if not 1 <= year <= 9999:
        return year + (month - 1) / 12
    return year + (date(year, max(month, 1), max(number, 1)).timetuple().tm_yday - 1) / 366


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float

    def place(self, day: int | None, *, otherwise: float) -> float:
        moment = otherwise if day is None else min(max(_get_moment(day), self.first), self.last)
        return (moment - self.first) / (self.last - self.first) * WIDTH

    def draw(self, kind: str, interval: Interval) -> Bar:
        start = self.place(interval.first, otherwise=self.first)
        end = self.place(interval.last, otherwise=self.last)
        return Bar(kind, min(start, WIDTH - _LEAST_BAR), max(end - start, _LEAST_BAR))

    def list_ticks(self) -> list[tuple[float, int]]:
        length = self.last - self.first
        step = next((step for step in _STEPS if length / step <= _MOST_TICKS), _STEPS[-1] * 10)
        years = range(int(-(-self.first // step)) * step, int(self.last) + 1, step)
        return [((year - self.first) / length * WIDTH, year) for year in years]


def _shorten(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _draw_row(y: float, held: Holding, scale: _Scale) -> Row:
    bars = [scale.draw("possible", held.possible)]
    if held.sometime:
        bars.append(scale.draw("sometime", held.sometime))
    if held.definite:
        bars.append(scale.draw("definite", held.definite))
    event = held.event
    label = ", ".join(filter(None, (name_holder(held), event.place)))
    is_gap = held.number > 0 and not event.is_direct
    return Row(held.number + 1, _shorten(label), y, tuple(bars), event.is_agent, is_gap)
