"""Asking a provider with patience: errors that pass are waited out, and never more often than is polite."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from museion.core.fetching import Answer, FetchError, ForbiddenAddressError
from museion.core.numerals import read_whole
from museion.core.wording import Wording, get_message
from museion.exchange.formats.oai_answers import ListPage, UnreadableAnswerError, mend_answer, read_answer

MOST_TRIES = 6
_LONGEST_WAIT = 300.0
_FIRST_WAIT = 1.0
_PASSING = frozenset({0, 408, 425, 429, 500, 502, 503, 504})
Fetch = Callable[[str], Answer]


class HarvestError(Exception):
    """The source cannot be harvested now; the message says why. What was harvested stays."""


class PutOffError(HarvestError):
    """The source wants to be asked again after so many seconds, and whoever asks has other things to do."""

    def __init__(self, seconds: float) -> None:
        super().__init__(Wording("the source asks for %(seconds)s s of patience", seconds=f"{seconds:.0f}"))
        self.seconds = seconds


@dataclass(slots=True)
class Asker:
    """One conversation. `pause`: seconds between two questions at least. `sleep`: waits, or raises `PutOffError`."""

    url: str
    fetch: Fetch
    sleep: Callable[[float], None] = time.sleep
    pause: float = 0.2
    _asked_at: float = field(default=0.0)

    def ask(self, arguments: Mapping[str, str]) -> ListPage:
        """Raises `HarvestError` when all tries are used up."""
        address = f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(arguments)}"
        problem, content = "", b""
        for turn in range(MOST_TRIES):
            try:
                content = self.fetch_politely(address).content or b""
                return read_answer(content)
            except UnreadableAnswerError as error:
                problem = get_message(error)
                self.sleep(_FIRST_WAIT * 2**turn)
            except FetchError as error:
                problem, content = get_message(error), b""
                self._wait_out(error, turn)
        return self._make_the_best_of(content, problem)

    def fetch_politely(self, address: str) -> Answer:
        wait = self._asked_at + self.pause - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._asked_at = time.monotonic()
        return self.fetch(address)

    def refuse_lasting(self, error: FetchError) -> None:
        """Raises `HarvestError` for what will not pass by waiting."""
        if isinstance(error, ForbiddenAddressError) or error.status not in _PASSING:
            raise HarvestError(get_message(error)) from error

    def _wait_out(self, error: FetchError, turn: int) -> None:
        self.refuse_lasting(error)
        self.sleep(min(read_patience(error.retry_after) or _FIRST_WAIT * 2**turn, _LONGEST_WAIT))

    def _make_the_best_of(self, content: bytes, problem: str) -> ListPage:
        """An answer that stays broken in a few bytes is mended; its broken records are marked."""
        try:
            return mend_answer(content)
        except UnreadableAnswerError:
            raise give_up(self.url, problem) from None


def give_up(address: str, problem: str) -> HarvestError:
    told = Wording(
        "%(address)s: after %(count)s tries: %(problem)s", address=address, count=MOST_TRIES, problem=problem
    )
    return HarvestError(told)


def read_patience(header: str) -> float:
    """`Retry-After` in seconds: a number or a date (RFC 9110, 10.2.3); 0 where it says nothing."""
    if (seconds := read_whole(header)) is not None:
        return float(seconds)
    try:
        return max((parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
