"""Harvesting a provider of OAI-PMH so that nothing that its server does loses or repeats a record.

Each answer is saved with the token that follows it. A token that dies, and a page that comes twice, make the harvest go on by
datestamp: from the last one seen where datestamps only rose, else from where it began; what is known already costs nothing. So does a
second look at a list whose records moved while it was read.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from museion.core.wording import Wording
from museion.exchange.formats.oai_answers import ListPage
from museion.exchange.harvesting.asking import Asker, HarvestError
from museion.exchange.harvesting.saving import Intake, save_items
from museion.exchange.models import Harvest, HarvestedRecord

MOST_RESTARTS = 5
_DAYS = "YYYY-MM-DD"
Clock = Callable[[], datetime]


@dataclass(slots=True)
class OaiHarvest:
    """One run of one source. `on_page` is told after each answer."""

    harvest: Harvest
    asker: Asker
    intake: Intake
    clock: Clock
    on_page: Callable[[Harvest], None] | None = None
    _seen: set[bytes] = field(default_factory=set)
    _barren: int = 0
    _has_looked_twice: bool = False

    def run(self, *, seconds: float | None = None) -> bool:
        """Go on to the end, or for so long; says whether it came to the end. Raises `HarvestError`; what was saved stays."""
        until = time.monotonic() + seconds if seconds else None
        while not self._step():
            if until is not None and time.monotonic() >= until:
                return False
        return True

    def _step(self) -> bool:
        """One answer; True at the end of the list."""
        harvest = self.harvest
        page = self.asker.ask(self._make_arguments())
        if page.error:
            return self._meet_error(page)
        if self._comes_again(page):
            self._restart(f"the same page came again after {harvest.read:,} records")
            return False
        self._save(page)
        if page.token:
            return False
        return self._is_complete()

    def _make_arguments(self) -> dict[str, str]:
        harvest, source = self.harvest, self.harvest.source
        if harvest.token:
            return {"verb": "ListRecords", "resumptionToken": harvest.token}
        stated = {"metadataPrefix": source.prefix, "set": source.set_spec, "from": harvest.since}
        return {"verb": "ListRecords"} | {name: value for name, value in stated.items() if value}

    def _meet_error(self, page: ListPage) -> bool:
        if page.error == "noRecordsMatch":
            self.harvest.answered_at = self.harvest.answered_at or page.answered_at
            return True
        if page.error == "badResumptionToken" and self.harvest.token:
            self._restart(Wording("the token died: %(words)s", words=page.message))
            return False
        raise HarvestError(Wording("the source refuses: %(error)s: %(words)s", error=page.error, words=page.message))

    def _comes_again(self, page: ListPage) -> bool:
        """Whether these very records stood on a page of this list before."""
        if not page.items:
            return bool(page.token) and page.token == self.harvest.token
        held = "\n".join(f"{item.identifier} {item.datestamp}" for item in page.items)
        digest = hashlib.blake2b(held.encode(), digest_size=16).digest()
        is_known = digest in self._seen
        self._seen.add(digest)
        return is_known

    def _restart(self, problem: str) -> None:
        """By datestamp. Where that leads to the same place again and again, the source goes in circles."""
        harvest = self.harvest
        harvest.restarts += 1
        if harvest.is_ordered and harvest.stamp > harvest.since:
            harvest.since, self._barren = harvest.stamp, 0
        else:
            self._barren += 1
        if self._barren > MOST_RESTARTS:
            told = Wording(
                "%(problem)s; it was begun anew %(count)s times and got no further",
                problem=problem,
                count=MOST_RESTARTS,
            )
            raise HarvestError(told)
        harvest.token = ""
        harvest.state_problem(problem)
        harvest.save()
        self._seen.clear()

    @transaction.atomic
    def _save(self, page: ListPage) -> None:
        harvest = self.harvest
        save_items(harvest, page.items, self.intake, at=self.clock())
        for item in page.items:
            harvest.is_ordered &= item.datestamp >= harvest.stamp
            harvest.stamp = max(harvest.stamp, item.datestamp)[:40]
        harvest.answered_at = harvest.answered_at or page.answered_at
        harvest.promised = harvest.promised or page.total
        harvest.pages += 1
        harvest.token = page.token
        harvest.save()
        if self.on_page:
            self.on_page(harvest)

    def _is_complete(self) -> bool:
        """A list that moved while it was read sends records twice and leaves others out; then everything is asked for once more."""
        harvest = self.harvest
        if harvest.is_whole and not self._has_looked_twice and self._count_seen() < harvest.promised <= harvest.read:
            self._has_looked_twice = True
            harvest.token, harvest.since, harvest.restarts = "", "", harvest.restarts + 1
            harvest.state_problem(
                Wording("records came twice while others did not come: everything was asked for once more")
            )
            harvest.save()
            self._seen.clear()
            return False
        if harvest.read < harvest.promised and not harvest.restarts:
            told = Wording(
                "the source promised %(promised)s records and sent %(sent)s",
                promised=harvest.promised,
                sent=harvest.read,
            )
            harvest.state_problem(told)
        return True

    def _count_seen(self) -> int:
        """Different records of this harvest."""
        return HarvestedRecord.objects.filter(source=self.harvest.source, seen_in=self.harvest.pk).count()


def identify(asker: Asker) -> dict[str, str]:
    """What the source says of itself. Raises `HarvestError` where it is no provider of OAI-PMH."""
    page = asker.ask({"verb": "Identify"})
    if page.error or not page.facts:
        said = f"{page.error or 'no Identify'} {page.message}"
        raise HarvestError(Wording("%(address)s does not say what it is: %(words)s", address=asker.url, words=said))
    return page.facts


def find_next_start(harvest: Harvest, granularity: str) -> str:
    """Where the next harvest begins: the source's own clock at the first answer, at its granularity. Both ends of an interval are
    included, so what came at that very moment comes once more, and costs nothing."""
    answered = harvest.answered_at or harvest.stamp
    return answered[:10] if granularity == _DAYS else answered
