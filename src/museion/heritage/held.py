"""The objects that a museum's own page shows."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import Viewer
from museion.heritage.queries import get_keys_held_by
from museion.network.holdings import Holding
from museion.network.models import Museum


def _get_keys(museum: Museum, viewer: Viewer, limit: int) -> list[str]:
    return get_keys_held_by(museum.pk, viewer, limit=limit)


HELD_OBJECTS = Holding(kind="object", label=_("objects of this museum"), get_keys=_get_keys)
