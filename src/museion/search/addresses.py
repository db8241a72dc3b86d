"""What makes a saved search's feed and webhook its owner's alone: signed with the site's secret, worthless once `turn` goes up."""

import base64

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from museion.core.keys import InvalidKeyError, read_key
from museion.search.models import SavedSearch

_SALT = "museion.search.feed"
_SECRET_BYTES = 24


def make_token(search: SavedSearch) -> str:
    """Names the search to whoever holds it: a reader of feeds cannot sign in."""
    mark = Signer(salt=_SALT).signature(f"{search.key}.{search.turn}")
    return f"{search.key}-{mark}"


def find_by_token(token: str) -> SavedSearch | None:
    key, _, mark = token.partition("-")
    try:
        search = SavedSearch.objects.current().select_related("account").filter(key=read_key(key)).first()
        if search is not None:
            Signer(salt=_SALT).unsign(f"{search.key}.{search.turn}:{mark}")
    except (BadSignature, InvalidKeyError):
        return None
    return search


def make_webhook_secret(search: SavedSearch) -> str:
    """As the Standard Webhooks specification writes one: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(make_secret_bytes(search)).decode()}"


def make_secret_bytes(search: SavedSearch) -> bytes:
    made = salted_hmac("museion.search.webhook", f"{search.key}.{search.turn}", algorithm="sha256")
    return made.digest()[:_SECRET_BYTES]
