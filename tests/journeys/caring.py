"""Two museums that care for what they hold: a jar with a past and a picture, a round, a loan, a transfer, a song."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

GIVER = ("samia@example.org", "a long sentence nobody guesses")
GUARDIAN = ("tama@example.org", "a long sentence nobody guesses")
TAKER = ("rosa@example.org", "a long sentence nobody guesses")
PLACE = "Réserve 1"
PAST = "George Dupont, Wien, by 1931 until 1937; confiscated, Wien, 1938. Mary Lamont, Paris, 1952; museum, 1960"


def make_care(actor: Any) -> dict[str, str]:
    """Addresses by name; written now, since loans and inventories are of today."""
    from PIL import Image

    from museion.heritage.actions import NewPhotograph, attach_photographs, create_element, create_object
    from museion.heritage.actions.care import begin_round
    from museion.heritage.actions.consent import give_consent
    from museion.heritage.pictures import keep_picture
    from museion.network.actions import create_museum

    told = {"actor": actor, "at": datetime.now(UTC)}
    giver = create_museum({"names": {"fr": "Musée du Port"}, "country": "TN"}, **told)
    taker = create_museum({"names": {"es": "Museo del Puerto"}, "country": "ES"}, **told)
    make_registrar(GIVER, giver.key)
    make_registrar(TAKER, taker.key)
    make_registrar(GUARDIAN, "")
    values = {"museum_id": giver.id, "store_location": PLACE, "provenance": PAST, "date_latest": 15001231}
    jar = create_object({"title": {"fr": "Jarre au lion"}, "inventory_number": "P 1", **values}, **told)
    create_object({"title": {"fr": "Lampe à huile"}, "inventory_number": "P 2", **values, "provenance": ""}, **told)
    out = BytesIO()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(out, "JPEG")
    attach_photographs([NewPhotograph(jar.id, keep_picture(out.getvalue()))], **told)
    rounds = {name: begin_round(giver, PLACE, **told).url for name in ("round", "other round")}
    song = create_element({"names": {"en": "Song of the divers"}, "communities": {"en": "Divers of the port"}}, **told)
    give_consent(song, given_by="Council of divers", given_date=date(2024, 5, 1), **told)
    return {"giver": giver.key, "taker": taker.key, "jar": jar.url, "song": song.url, **rounds}


def make_registrar(who: tuple[str, str], museum_key: str) -> None:
    from museion.core.access import AccessLevel, Role
    from museion.core.models import Account, Grant

    account = Account.objects.create_user(*who, display_name=who[0].split("@")[0].title())
    Grant.objects.create(account=account, role=Role.REGISTRAR, scope_key=museum_key, level=AccessLevel.COMMITTEE)


def in_days(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()
