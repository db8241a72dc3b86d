"""The shipped facts as records; loading them again writes only what changed."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from museion.core.access import Actor
from museion.core.languages import read_language_map
from museion.core.saving import Draft, Saved
from museion.library.actions.laws import LawDraft, save_laws

SOURCE = "museion-laws"
_FACTS = Path(__file__).parent


def load_laws(*, actor: Actor, at: datetime) -> Saved:
    return save_laws(list(read_facts()), actor=actor, at=at, reason="shipped facts about laws")


def read_facts() -> Iterator[LawDraft]:
    for path in sorted(_FACTS.glob("*.toml")):
        for code, law in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield _make_draft(code, law)


def _make_draft(code: str, law: dict[str, Any]) -> LawDraft:
    values = {
        "source": SOURCE,
        "source_id": code,
        "kind": law["kind"],
        "country": law.get("country", ""),
        "titles": read_language_map(law["titles"]),
        "citation": law.get("citation", ""),
        "adopted_date": law.get("adopted"),
        "from_date": law.get("from"),
        "to_date": law.get("to"),
        "certainty": law["certainty"],
        "source_text": law["source"],
        "source_url": law.get("url", ""),
        "notes": read_language_map(law.get("notes")),
    }
    rules = [_make_rule(place, rule) for place, rule in enumerate(law.get("rules", []))]
    return LawDraft(Draft(values), rules, [_make_party(*party) for party in law.get("parties", [])])


def _make_rule(place: int, rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": rule["kind"],
        "object_classes": rule.get("classes", ["any"]),
        "article": rule.get("article", ""),
        "texts": read_language_map(rule["texts"]),
        "least_age": rule.get("age"),
        "least_value": rule.get("value"),
        "currency": rule.get("currency", ""),
        "from_date": rule.get("from"),
        "to_date": rule.get("to"),
        "position": place,
    }


def _make_party(country: str, begins: date, certainty: str = "reported") -> dict[str, Any]:
    return {"country": country, "from_date": begins, "to_date": None, "certainty": certainty}
