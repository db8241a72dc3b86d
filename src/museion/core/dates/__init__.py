"""Historical dates as museums write them, as EDTF (ISO 8601-2) and as two sortable day numbers.

A day number is `year * 10000 + month * 100 + day` with the astronomical year (1 BCE is 0, 2 BCE is -1), so that plain
comparison orders any two days and floor division by 10000 gives the year. Where a text has two readings, the bounds
hold both.
"""

from museion.core.dates.days import get_year, make_day_number
from museion.core.dates.reading import HistoricalDate, UnreadableDateError, read_date
from museion.core.dates.standard import read_edtf

__all__ = ["HistoricalDate", "UnreadableDateError", "get_year", "make_day_number", "read_date", "read_edtf"]
