"""Partners: made and changed by who may; their keys looked up anew where they publish them."""

from datetime import datetime
from typing import Any

import orjson
from django.conf import settings

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.fetching import FetchError, fetch
from museion.core.problems import ProblemError
from museion.core.saving import Draft, save_drafts
from museion.core.signing.keys import read_key_set
from museion.exchange.models import Partner

KIND = "partner"


def create_partner(values: dict[str, Any], *, actor: Actor, at: datetime) -> Partner:
    check_right(actor, f"{KIND}.create")
    check_keys(values.get("public_keys") or {"keys": []})
    stated = {"access": AccessLevel.DESK} | values
    saved = save_drafts(Partner, [Draft(stated)], kind=KIND, actor=actor, at=at)
    return Partner.objects.get(key=saved.keys[0])


def update_partner(partner: Partner, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    check_right(actor, f"{KIND}.update", partner)
    if "public_keys" in values:
        check_keys(values["public_keys"])
    save_drafts(Partner, [Draft(values, id=partner.id)], kind=KIND, actor=actor, at=at)
    partner.refresh_from_db()


def check_keys(published: Any) -> None:
    try:
        read_key_set(published)
    except ValueError as error:
        raise ProblemError(400, "No keys", str(error), "bad-keys") from error


def refresh_keys(partner: Partner, *, actor: Actor, at: datetime) -> int:
    """Add the keys that the partner publishes now; those it had stay, for what they signed must stay provable."""
    check_right(actor, f"{KIND}.update", partner)
    try:
        answer = fetch(partner.keys_address, allow_private=settings.ALLOW_PRIVATE_FEEDS, most_bytes=256 * 1024)
        published = orjson.loads(answer.content or b"")
        read_key_set(published)
    except (FetchError, orjson.JSONDecodeError, ValueError) as error:
        raise ProblemError(502, "No keys", str(error), "bad-keys") from error
    held = {entry["kid"]: entry for entry in (partner.public_keys or {}).get("keys", ())}
    held |= {entry["kid"]: entry for entry in published["keys"] if entry.get("crv") == "Ed25519"}
    update_partner(partner, {"public_keys": {"keys": list(held.values())}}, actor=actor, at=at)
    return len(held)
