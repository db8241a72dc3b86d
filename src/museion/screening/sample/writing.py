"""Writes the invented register through the room's actions, batch by batch; doing it again changes nothing."""

from collections.abc import Callable
from datetime import datetime

from museion.core.access import Actor
from museion.core.bulk import batch_up
from museion.heritage.models import CulturalObject
from museion.heritage.sample.writing import read_stock
from museion.network.sample.marking import REASON, SOURCE
from museion.screening.actions.looted_sites import save_looted_sites
from museion.screening.actions.losses import save_losses
from museion.screening.sample.cases import write_cases
from museion.screening.sample.catalogues import write_catalogues
from museion.screening.sample.losses import draft_losses
from museion.screening.sample.sites import draft_sites
from museion.screening.sample.sizes import ScreeningSize

BATCH = 2500


def make_sample(
    seed: int,
    *,
    actor: Actor,
    at: datetime,
    size: ScreeningSize,
    report: Callable[[str, int], None] | None = None,
) -> None:
    """Losses, looted sites, catalogues as files, cases. The samples of the network and of its catalogue must be there."""
    held = CulturalObject.objects.filter(source=SOURCE).values_list("source_id", "id")
    objects = {str(source_id): number for source_id, number in held}
    drafts = draft_losses(seed, size.losses, read_stock(), objects)
    for batch in batch_up(drafts, BATCH):
        save_losses(batch, actor=actor, at=at, reason=REASON)
        if report:
            report("losses", len(batch))
    save_looted_sites(list(draft_sites(seed)), actor=actor, at=at, reason=REASON)
    write_catalogues(seed, size)
    write_cases(actor=actor, at=at)
