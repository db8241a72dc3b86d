"""Writing the statutes: a rule begins on a day, ends on a day, and a slip is superseded, never overwritten."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.governance.labels import FACT_LABELS
from museion.governance.models import StatuteRule
from museion.governance.statutes import Condition, RuleSyntaxError, read_condition
from museion.governance.terms import Subject
from museion.network.actions.facts import correct_fact, describe_fact, write_fact


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as somebody wrote it; `when` and `require` are lines of the rule form."""

    name: str
    article: str
    texts: dict[str, str]
    valid_from: date
    valid_until: date | None = None
    subject: Subject = Subject.VOTE
    when: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    place: int = 0


def create_rule(draft: RuleDraft, *, actor: Actor, at: datetime, reason: str = "") -> StatuteRule:
    """Raises `RuleSyntaxError` for a line that no rule can have, naming it."""
    check_right(actor, "statute.create")
    return write_fact(_make(draft), kind="statute", key="", actor=actor, at=at, reason=reason)


def correct_rule(rule: StatuteRule, draft: RuleDraft, *, actor: Actor, at: datetime, reason: str) -> StatuteRule:
    """A slip of the pen: what was written stays known as what was believed until now."""
    check_right(actor, "statute.update")
    values = describe_fact(_make(draft))
    return correct_fact(rule, values, kind="statute", key="", actor=actor, at=at, reason=reason)


@transaction.atomic
def replace_rule(rule: StatuteRule, draft: RuleDraft, *, actor: Actor, at: datetime, reason: str) -> StatuteRule:
    """The law changes on the day the draft begins: the old rule ends the day before."""
    check_right(actor, "statute.update")
    last = date.fromordinal(draft.valid_from.toordinal() - 1)
    correct_fact(rule, {"valid_until": last}, kind="statute", key="", actor=actor, at=at, reason=reason)
    return create_rule(draft, actor=actor, at=at, reason=reason)


@transaction.atomic
def load_statutes(drafts: Iterable[RuleDraft], *, actor: Actor, at: datetime, reason: str = "") -> int:
    """Rules that are not there yet, by name and first day; loading again changes nothing."""
    check_right(actor, "statute.create")
    held = set(StatuteRule.objects.known().values_list("name", "valid_from"))
    rules = [_make(draft) for draft in drafts if (draft.name, draft.valid_from) not in held]
    for rule in rules:
        rule.recorded_at = at
    StatuteRule.objects.bulk_create(rules)
    changes = [Change("statute.create", "", None, describe_fact(rule)) for rule in rules]
    record_changes(changes, actor=actor, at=at, reason=reason)
    return len(rules)


def read_sample_statutes() -> list[RuleDraft]:
    text = (files("museion.governance.statutes") / "sample.toml").read_text(encoding="utf-8")
    return [_read(table, place) for place, table in enumerate(tomllib.loads(text)["rule"])]


def _read(table: dict[str, Any], place: int) -> RuleDraft:
    return RuleDraft(
        name=table["name"],
        article=table["article"],
        texts=table["text"],
        valid_from=table["valid_from"],
        valid_until=table.get("valid_until"),
        subject=Subject(table.get("subject", Subject.VOTE)),
        when=tuple(table.get("when", ())),
        require=tuple(table.get("require", ())),
        parameters=table.get("parameters", {}),
        place=place,
    )


def _make(draft: RuleDraft) -> StatuteRule:
    for line in (*draft.when, *draft.require):
        _check(read_condition(line), draft)
    return StatuteRule(
        name=draft.name,
        subject=draft.subject,
        article=draft.article,
        texts=draft.texts,
        when=list(draft.when),
        require=list(draft.require),
        parameters=draft.parameters,
        place=draft.place,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
    )


def _check(line: Condition, draft: RuleDraft) -> None:
    """Names in a line exist: a rule that asks for what nobody knows would refuse everybody."""
    named = [line.fact, *([line.operand[1:-1]] if line.operand[:1] == "[" else [])]
    unknown = [name for name in named if name not in FACT_LABELS]
    if unknown:
        raise RuleSyntaxError(f"no fact is called {unknown[0]}; there are {', '.join(sorted(FACT_LABELS))}")
    if line.operand[:1] == "{" and line.operand[1:-1] not in draft.parameters:
        raise RuleSyntaxError(f"the rule has no parameter {line.operand}")
