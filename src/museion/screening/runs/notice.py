"""What every answer says of itself: information, not an accusation, and that nothing found proves nothing."""

import json
from functools import lru_cache
from importlib import resources

from museion.core.languages import LanguageMap


@lru_cache(maxsize=1)
def get_notice() -> LanguageMap:
    """In the four languages of the house, for it is part of what is sealed."""
    return LanguageMap(json.loads(resources.files(__package__).joinpath("notice.json").read_bytes()))
