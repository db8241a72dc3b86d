"""What records are called on pages."""

from museion.heritage.models import CulturalObject


def get_object_title(record: CulturalObject, languages: tuple[str, ...]) -> str:
    """What an untitled object is called by: what it is."""
    return record.title.pick(languages).text or record.object_type.pick(languages).text or record.key
