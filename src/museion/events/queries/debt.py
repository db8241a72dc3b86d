"""The translation-debt board: coming events of the bodies that somebody acts for, most owed first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from museion.core.access import Actor
from museion.events.models import Event
from museion.events.planning.debt import TEXTS, Debt, find_debt
from museion.events.queries.events import get_events, get_organisers
from museion.events.rights import may_manage
from museion.events.terms import EventState

DEFAULT_LANGUAGES = ("en", "fr", "es")
MOST_READ = 3000


@dataclass(frozen=True, slots=True)
class Owed:
    event: Event
    debt: Debt

    @property
    def by_language(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, tag in self.debt.missing:
            found.setdefault(tag, []).append(name)
        return found


def get_debts(actor: Actor, now: datetime, *, is_own: bool, language: str = "") -> list[Owed]:
    """`is_own`: only what the actor may change. `language`: only what is owed in it."""
    rows = get_events(actor.viewer).filter(ends_at__gte=now).exclude(state=EventState.CANCELLED)
    rows = rows.prefetch_related(Prefetch("bodies", get_organisers())).order_by("begins_at", "id")
    found = []
    for event in rows[:MOST_READ]:
        texts = {name: getattr(event, name) for name in TEXTS}
        debt = find_debt(event.key, texts, event.text_languages or DEFAULT_LANGUAGES)
        if debt.missing and (not language or any(tag == language for _name, tag in debt.missing)):
            found.append(Owed(event, debt))
    return [owed for owed in found if may_manage(actor, owed.event)] if is_own else found
