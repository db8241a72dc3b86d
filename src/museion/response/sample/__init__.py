"""What the sample network adds for this room: assessed risks, emergencies and an alert with status Exercise, a roster and a rota."""

from datetime import datetime

from museion.core.access import Actor
from museion.response.sample.crew import make_roster_sample, make_rota_sample
from museion.response.sample.desk_alerts import issue_desk_alert
from museion.response.sample.emergencies import send_emergencies
from museion.response.sample.risks import assess_museums


def make_sample(seed: int, *, actor: Actor, at: datetime) -> None:
    """Risks first: the order of the museums in reach rests on them. Doing it again changes nothing."""
    assess_museums(seed, actor=actor, at=at)
    send_emergencies(actor=actor, at=at)
    issue_desk_alert(actor=actor, at=at)
    make_roster_sample(seed, actor=actor, at=at)
    make_rota_sample(seed, actor=actor, at=at)


__all__ = ["make_sample"]
