"""Which fields of a person a viewer reads: what the person agreed to, and no more.

Name and specialities of a record are as public as the record; a field that `visibility` does not name is for members.
"""

from museion.core.access import AccessLevel, Viewer
from museion.network.models import Person

ALWAYS_SHOWN = frozenset({"name", "sort_name", "other_names", "specialities", "agent_kind"})
# A maker's dates, nationality and biography are facts of art history, not a member's private life.
SHOWN_OF_MAKERS = frozenset({"life_text", "nationality", "born_earliest", "died_latest", "biographies", "country"})
GUARDED_FIELDS = (
    "life_text",
    "nationality",
    "born_earliest",
    "died_latest",
    "biographies",
    "member_number",
    "member_category",
    "institution",
    "position",
    "languages",
    "countries_of_experience",
    "country",
    "city",
    "latitude",
    "longitude",
    "time_zone",
    "is_deployable",
    "email",
    "telephone",
)


def get_visible_fields(person: Person, viewer: Viewer) -> frozenset[str]:
    """Names of the fields of this person that the viewer may read."""
    seen = {name for name in GUARDED_FIELDS if viewer.sees(get_field_level(person, name), person.scope_key, person.key)}
    return ALWAYS_SHOWN | seen


def get_field_level(person: Person, name: str) -> str:
    stated = person.visibility.get(name)
    if stated:
        return str(stated)
    is_maker = person.member_number is None
    return AccessLevel.PUBLIC if is_maker and name in SHOWN_OF_MAKERS else AccessLevel.MEMBER
