"""Three invented emergencies, as the CAP messages beside this file: each says that it is an exercise."""

from datetime import datetime
from pathlib import Path

from museion.core.access import Actor
from museion.response.actions.alerts import Arrival, receive
from museion.response.feeds.reader import read_feed

FOLDER = Path(__file__).parent / "alerts"


def send_emergencies(*, actor: Actor, at: datetime) -> None:
    for path in sorted(FOLDER.glob("*.cap")):
        content = path.read_bytes()
        receive(Arrival(read_feed(content, received_at=at), content, path.name), actor=actor, at=at)
