"""What the tests of the room's pages, and the journeys, look for: the boats of Saint-Louis, in both registers, as a photo."""

from datetime import datetime
from io import BytesIO

from PIL import Image

from museion.core.access import Actor
from museion.screening.models import LossRecord
from museion.screening.tests.cast import BOATS, catch_up, lose
from museion.screening.tests.drawings import draw_painting

LOST_PAINTING = 7
"""The number of the drawing that shows it."""


def write_png(number: int, *, turn: int = 0) -> bytes:
    content = BytesIO()
    Image.fromarray(draw_painting(number)).rotate(turn, expand=True).save(content, "PNG")
    return content.getvalue()


def make_loss(actor: Actor, at: datetime) -> LossRecord:
    told = {**BOATS, "reference_number": "SL-204", "loss_country": "SN"}
    made = lose(told, actor=actor, at=at, photo=LOST_PAINTING)
    catch_up()
    return made
