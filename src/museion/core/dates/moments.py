"""One moment of a written date (a day, month, season, year, decade or century, perhaps only a part of it) and its span."""

from dataclasses import dataclass, replace

from museion.core.dates.days import (
    CIRCA_CENTURY,
    CIRCA_DECADE,
    CIRCA_YEARS,
    Span,
    get_last_day,
    make_day_number,
    make_years,
    shift_years,
    write_year,
)

_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12)}
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Moment:
    """What was read so far. `bare`: a number or ordinal that only its neighbour can explain; `hundred`: 1900 of “1900s”."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    decade: int | None = None
    hundred: int | None = None
    century: int | None = None
    millennium: int | None = None
    part: tuple[int, int] | None = None
    bare: int | None = None
    digits: int = 0
    era: int | None = None
    is_circa: bool = False
    is_uncertain: bool = False

    @property
    def unit(self) -> str:
        """Which of the fields says when; empty where none does."""
        for name in ("year", "decade", "hundred", "century", "millennium"):
            if getattr(self, name) is not None:
                return name
        return ""


def explain_by_left(moment: Moment, left: Moment | None) -> Moment:
    """A bare number after a dash: the 77 of 1976-77, the 18 of September 16-18, the 2 of 1921-2, the 70s of 1860s-70s."""
    if left is None:
        return moment
    if moment.decade is not None and moment.decade < 100 and left.decade:
        return replace(moment, decade=left.decade // 100 * 100 + moment.decade)
    if moment.bare is None or moment.century or moment.unit == "millennium":
        return moment
    if left.day is not None and moment.month is None:
        return replace(moment, bare=None, day=moment.bare, month=left.month, year=moment.year or left.year)
    if left.year is None or moment.year is not None:
        return moment
    return _complete_year(moment, left.year, moment.bare)


def _complete_year(moment: Moment, left_year: int, number: int) -> Moment:
    size = 10**moment.digits
    if number > left_year % size:
        return replace(moment, bare=None, year=left_year // size * size + number)
    return moment


def explain_by_right(moment: Moment, right: Moment | None) -> Moment:
    """What only the end of a range says: June-July 1968, 18th-19th century, 500-400 BCE, mid to late 1960s."""
    if right is None:
        return moment
    if right.era == -1 and moment.era is None:
        moment = replace(moment, era=-1)
    if moment.bare is not None and not moment.unit:
        return _explain_bare(moment, moment.bare, right)
    if not moment.unit and right.unit and (moment.month or moment.season or moment.part):
        return replace(moment, **{right.unit: getattr(right, right.unit)})
    return moment


def _explain_bare(moment: Moment, number: int, right: Moment) -> Moment:
    if right.century is not None:
        return replace(moment, century=number, bare=None)
    if right.millennium is not None:
        return replace(moment, millennium=number, bare=None)
    if right.day is not None and moment.month is None:
        return replace(moment, day=number, bare=None, month=right.month, year=right.year)
    if right.era is not None and right.year is not None:
        return replace(moment, year=number, bare=None)
    return moment


def is_impossible(moment: Moment) -> bool:
    """A day that no calendar has, such as the 30th of February."""
    return None not in (moment.year, moment.month, moment.day) and _find_span(moment) is None


def make_span(moment: Moment) -> Span | None:
    """The days that the moment may lie in; None where it says nothing that can be placed."""
    span = _find_span(moment)
    if span is None:
        return None
    if moment.part:
        span = _cut(span, *moment.part)
    return _qualify(span, moment)


def _find_span(moment: Moment) -> Span | None:
    if moment.year is not None:
        return _span_year(moment, moment.year)
    for value, size in ((moment.decade, 10), (moment.hundred, 100)):
        if value is not None and 100 <= value <= LAST_YEAR:
            return _span_digits(value, size, moment.era)
    for value, size in ((moment.century, 100), (moment.millennium, 1000)):
        if value is not None and 1 <= value <= (21 if size == 100 else 3) + 90 * (moment.era == -1):
            return _span_ordinal(value, size, moment.era)
    return None


def _span_year(moment: Moment, year: int) -> Span | None:
    if moment.era == -1:
        return make_years(1 - year, 1 - year)
    if year < 1 or (year > LAST_YEAR and moment.era is None):
        return None
    written = write_year(year)
    if moment.month is not None:
        return _span_month(year, moment.month, moment.day)
    if moment.season is not None:
        first, last = _SEASON_MONTHS[moment.season]
        return Span(
            make_day_number(year, first),
            get_last_day(year, last),
            f"{written}-{moment.season}",
            f"{written}-{first:02d}",
            f"{written}-{last:02d}",
        )
    return make_years(year, year)


def _span_month(year: int, month: int, day: int | None) -> Span | None:
    last = get_last_day(year, month)
    edtf = f"{write_year(year)}-{month:02d}"
    if day is None:
        return Span(make_day_number(year, month), last, edtf)
    number = make_day_number(year, month, day)
    return Span(number, number, f"{edtf}-{day:02d}") if day >= 1 and number <= last else None


def _span_digits(value: int, size: int, era: int | None) -> Span:
    if era == -1:
        return make_years(1 - value - size + 1, 1 - value)
    span = make_years(value, value + size - 1)
    digits = str(value).zfill(4)[: -1 if size == 10 else -2]
    return replace(span, edtf=digits + ("X" if size == 10 else "XX"))


def _span_ordinal(value: int, size: int, era: int | None) -> Span:
    """Centuries as museums count them: the 19th is 1800 to 1899; before our era the 3rd is 300 to 201 BCE."""
    if era == -1:
        return make_years(1 - value * size, size - value * size)
    first = (value - 1) * size
    span = make_years(max(first, 1), first + size - 1)
    return replace(span, edtf=write_year(first)[: -len(str(size)) + 1] + "X" * (len(str(size)) - 1)) if first else span


def _cut(span: Span, index: int, parts: int) -> Span:
    """The second third of a decade, the first half of a century, the last months of a year."""
    if span.earliest is None or span.latest is None:
        return span
    first, last = span.earliest // 10000, span.latest // 10000
    years = last - first + 1
    if years >= 10:
        return make_years(first + years * index // parts, first + years * (index + 1) // parts - 1)
    if len(span.edtf) == 4:
        months = [1 + 12 * index // parts, 12 * (index + 1) // parts]
        begins, ends = (f"{write_year(first)}-{month:02d}" for month in months)
        return Span(make_day_number(first, months[0]), get_last_day(first, months[1]), f"{begins}/{ends}", begins, ends)
    return span


def _qualify(span: Span, moment: Moment) -> Span:
    mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((moment.is_circa, moment.is_uncertain), "")
    if not mark or span.earliest is None or span.latest is None:
        return span
    begins, ends = span.first + mark, span.last + mark
    # Seasons and intervals take the mark at each end.
    edtf = f"{begins}/{ends}" if "/" in span.edtf or moment.season else span.edtf + mark
    if not moment.is_circa:
        return Span(span.earliest, span.latest, edtf, begins, ends)
    years = {"decade": CIRCA_DECADE, "year": CIRCA_YEARS}.get(moment.unit, CIRCA_CENTURY)
    return Span(shift_years(span.earliest, -years), _pad_end(span.latest, years), edtf, begins, ends)


def _pad_end(latest: int, years: int) -> int:
    shifted = shift_years(latest, years)
    # The 29th of February exists in few years.
    return min(shifted, get_last_day(shifted // 10000, shifted // 100 % 100))
