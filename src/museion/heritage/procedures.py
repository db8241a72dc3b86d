"""What each procedure asks for, from `procedures.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_LABELS: dict[str, Any] = {
    "depositor_address": _("address of the depositor"),
    "owner": _("owner, if another"),
    "return_by": _("to be collected by"),
    "packing": _("packing"),
    "receipt": _("number of the receipt"),
    "method": _("method"),
    "accession_number": _("accession number"),
    "title_document": _("document of title"),
    "price_eur": _("price in EUR"),
    "funding": _("funds"),
    "authorized_by": _("authorized by"),
    "destination": _("destination"),
    "courier": _("courier"),
    "goal": _("goal"),
    "objects_concerned": _("objects concerned"),
    "responsible": _("responsible"),
    "progress": _("progress"),
    "amount_eur": _("amount in EUR"),
    "valuer": _("valuer"),
    "basis": _("basis"),
    "valid_until": _("valid until"),
    "policy_number": _("number of the policy"),
    "cover": _("cover"),
    "treatment": _("treatment"),
    "conservator": _("conservator"),
    "materials": _("materials"),
    "outcome": _("outcome"),
    "discovered_by": _("discovered by"),
    "cause": _("cause"),
    "measures": _("measures taken"),
    "reported_to": _("reported to"),
    "disposal": _("way of disposal"),
    "notified": _("who was told"),
    "proceeds_used_for": _("use of the proceeds"),
    "scope": _("scope"),
    "sample_size": _("size of the sample"),
    "found": _("found"),
    "not_found": _("not found"),
    "auditor": _("auditor"),
}
DAY_FIELDS = frozenset({"return_by", "valid_until"})
COUNT_LABELS: dict[str, Any] = {
    "objects": _("objects in the catalogue"),
    "without_number": _("without an inventory number"),
    "without_place": _("without a place of storage"),
    "without_provenance": _("without provenance"),
    "without_type": _("without a type of object"),
    "without_picture": _("without a picture"),
    "without_check": _("never checked"),
}


@dataclass(frozen=True, slots=True)
class ProcedureForm:
    needs: tuple[str, ...]
    fields: tuple[str, ...]


@lru_cache(maxsize=1)
def load_procedures() -> dict[str, ProcedureForm]:
    document = tomllib.loads((files(__package__) / "procedures.toml").read_text("utf-8"))
    return {kind: ProcedureForm(tuple(entry["needs"]), tuple(entry["fields"])) for kind, entry in document.items()}
