"""What the guarded fields of a person are called on the page of consent."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_LABELS: Mapping[str, Any] = {
    "life_text": _("dates of life"),
    "nationality": _("nationality"),
    "born_earliest": _("year of birth"),
    "died_latest": _("year of death"),
    "biographies": _("biography"),
    "member_number": _("member number"),
    "member_category": _("member category"),
    "institution": _("institution"),
    "position": _("position"),
    "languages": _("languages"),
    "countries_of_experience": _("countries of experience"),
    "country": _("country"),
    "city": _("city"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "time_zone": _("time zone"),
    "is_deployable": _("ready to be sent"),
    "email": _("e-mail"),
    "telephone": _("telephone"),
}
