"""Whether a source still is what it was when its mapping was written."""

from collections import Counter
from collections.abc import Iterator, Mapping

from museion.core.imports.mapping import Expectations


def check_expectations(expect: Expectations, *, read: int, stated: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each expectation that a whole file broke. `stated`: how many rows had a value for the field."""
    if expect.rows and not expect.rows[0] <= read <= expect.rows[1]:
        yield f"expected {expect.rows[0]:,} to {expect.rows[1]:,} rows, the file has {read:,}"
    for name, least in expect.share.items():
        share = stated.get(name, 0) / read if read else 0
        if share < least:
            yield f"expected {least:.0%} of the rows to have “{name}”, {share:.1%} have it"


def count_stated(expect: Expectations, values: Mapping[str, object], stated: Counter[str]) -> None:
    for name in expect.share:
        if name in values:
            stated[name] += 1
