"""What the guarded fields of a person are called on the page of consent, and the reasons why two entries may be one."""

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

REASON_LABELS: Mapping[str, Any] = {
    "same_name": _("same name"),
    "like_name": _("like names"),
    "own_words": _("each name has words of its own"),
    "other_name": _("other names"),
    "sounds_alike": _("sounds alike in two scripts"),
    "born_same": _("same year of birth"),
    "born_near": _("years of birth near each other"),
    "born_differs": _("other year of birth"),
    "died_same": _("same year of death"),
    "died_near": _("years of death near each other"),
    "died_differs": _("other year of death"),
    "lived_apart": _("one died before the other was born"),
    "kind_differs": _("person and group"),
    "email_same": _("same e-mail address"),
    "number_same": _("same identifier"),
    "number_differs": _("other identifier of the same kind"),
    "city_same": _("same town"),
    "city_differs": _("other town"),
    "country_differs": _("other country"),
    "place_same": _("same place"),
    "place_near": _("near each other"),
    "place_differs": _("other place"),
    "site_same": _("same web address"),
    "site_differs": _("other web address"),
}
