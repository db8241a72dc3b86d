"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.network.incoming.bodies import read_body, resolve_bodies, save_body_rows
from museion.network.incoming.mandates import read_mandate, resolve_mandates, save_mandate_rows
from museion.network.incoming.museums import read_museum, resolve_museums, save_museum_rows
from museion.network.incoming.people import read_person, resolve_people, save_people_rows

_MAPPINGS = Path(__file__).parent / "mappings"
_ALWAYS = {"access", "identifiers"}

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="museums",
        fields=frozenset(_ALWAYS)
        | frozenset(
            [
                "names",
                "other_names",
                "descriptions",
                "category",
                "governing_status",
                "collection_types",
                "established",
                "address",
                "postcode",
                "city",
                "subdivision",
                "country",
                "latitude",
                "longitude",
                "director",
                "email",
                "telephone",
                "website",
                "emergency_contact",
                "national_committee",
            ]
        ),
        texts=frozenset({"names", "descriptions"}),
        read=read_museum,
        resolve=resolve_museums,
        save=save_museum_rows,
        mappings=_MAPPINGS,
    ),
    Importer(
        kind="people",
        fields=frozenset(_ALWAYS)
        | frozenset(
            [
                "agent_kind",
                "name",
                "sort_name",
                "other_names",
                "life",
                "nationality",
                "born",
                "died",
                "biographies",
                "member_number",
                "member_category",
                "institution",
                "position",
                "languages",
                "specialities",
                "countries_of_experience",
                "country",
                "city",
                "latitude",
                "longitude",
                "time_zone",
                "is_deployable",
                "email",
                "telephone",
            ]
        ),
        texts=frozenset({"biographies"}),
        read=read_person,
        resolve=resolve_people,
        save=save_people_rows,
        mappings=_MAPPINGS,
    ),
    Importer(
        kind="bodies",
        fields=frozenset(_ALWAYS)
        | frozenset(
            [
                "kind",
                "basis",
                "names",
                "acronym",
                "missions",
                "parent",
                "alliances",
                "country",
                "website",
                "email",
                "founded",
                "dissolved",
            ]
        ),
        texts=frozenset({"names", "missions"}),
        read=read_body,
        resolve=resolve_bodies,
        second_pass=lambda row: bool(row.names),
        save=save_body_rows,
        mappings=_MAPPINGS,
    ),
    Importer(
        kind="mandates",
        fields=frozenset(_ALWAYS) | frozenset(["person", "body", "role", "appointment", "from", "to"]),
        read=read_mandate,
        resolve=resolve_mandates,
        save=save_mandate_rows,
        mappings=_MAPPINGS,
    ),
)
