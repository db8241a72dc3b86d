"""How far a loss can be identified by what its record says, and what to add."""

from museion.heritage.completeness import Meter, measure_description, show_meter
from museion.screening.models import LossRecord


def make_loss_meter(loss: LossRecord) -> Meter:
    return show_meter(measure_description(loss, loss.photographs.all()))
