"""Puts the invented catalogues on the site as the desk's own, once the losses that they show can be recognised."""

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.core.outbox import count_waiting
from museion.screening.actions.catalogues import Upload, upload_catalogue
from museion.screening.actions.watching import LOSSES
from museion.screening.models import Catalogue
from museion.screening.registers.keeping import PHOTOS
from museion.screening.sample.catalogues import FOLDER

DESK = "desk@museion.example"
SELLER = "Sample house (invented)"
TITLES = {
    "autumn-sale.csv": "Autumn sale (invented)",
    "evening-sale.html": "Evening sale (invented)",
    "estate-sale.xlsx": "Estate sale (invented)",
}
_LOOK_AGAIN_SECONDS = 5.0


def wait_for_photos(patience_seconds: float) -> bool:
    """Until every photo is in the register: each that came later would have every lot looked at again.

    False where nothing was taken up for so long.
    """
    least, since = float("inf"), time.monotonic()
    while waiting := count_waiting(PHOTOS, LOSSES):
        if waiting < least:
            least, since = waiting, time.monotonic()
        elif time.monotonic() - since > patience_seconds:
            return False
        time.sleep(_LOOK_AGAIN_SECONDS)
    return True


def upload_catalogues(*, actor: Actor, at: datetime) -> None:
    """Those that are not there yet; the worker screens them."""
    account = Account.objects.filter(email=DESK, is_active=True).first()
    owner = make_actor(account) if account else actor
    folder = Path(settings.HOME) / FOLDER
    for name, title in TITLES.items():
        path = folder / name
        if path.exists() and not Catalogue.objects.filter(title=title, seller=SELLER).exists():
            pictures = path.with_suffix(".pictures.zip")
            content = pictures.read_bytes() if pictures.exists() else b""
            upload = Upload(name, path.read_bytes(), content, title=title, seller=SELLER, sale_date=at.date())
            upload_catalogue(upload, actor=owner, at=at)
