"""What every answer says of itself: information, not an accusation, and that nothing found proves nothing."""

import json
from functools import lru_cache
from importlib import resources

from django.utils.translation import gettext as _

from museion.core.languages import LanguageMap


def name_register(name: str) -> str:
    """What a run keeps the name of in English, in the reader's language."""
    names = {"loss register": _("loss register"), "Red Lists": _("Red Lists"), "looted sites": _("looted sites")}
    return names.get(name, name)


@lru_cache(maxsize=1)
def get_notice() -> LanguageMap:
    """In the four languages of the house, for it is part of what is sealed."""
    return LanguageMap(json.loads(resources.files(__package__).joinpath("notice.json").read_bytes()))
