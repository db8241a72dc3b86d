"""Which paper answers which rule of a law, in words. The rules' codes are those of the base of laws behind `heritage.laws`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ASKED_AT_EXPORT: dict[str, Any] = {
    "export_licence": _("export licence or certificate"),
    "export_forbidden": _("leave to export in spite of the prohibition"),
    "state_ownership": _("consent of the State, if it is the owner"),
}
ASKED_AT_IMPORT: dict[str, Any] = {
    "import_licence": _("import licence"),
    "importer_statement": _("importer’s statement"),
    "import_forbidden": _("proof that the prohibition of import does not reach it"),
}
ASKED_OF_ORIGIN: dict[str, Any] = {
    "export_licence": _("proof that it left its country of origin with a licence, or before the law"),
    "export_forbidden": _("proof that it left its country of origin before the prohibition"),
}
CERTAINTIES: dict[str, Any] = {
    "verified": _("stated by the text itself"),
    "reported": _("stated by a source, not read in the text"),
    "uncertain": _("sources differ or are incomplete"),
}
DOUBTS: dict[str, Any] = {
    "age": _("depends on an age that is not stated"),
    "value": _("depends on a value that is not stated"),
    "from_date": _("its first day is not known here"),
}
ALSO_COMMON: tuple[Any, ...] = (
    _("customs declaration"),
    _("ATA carnet"),
    _("permit for protected species (CITES)"),
    _("certificate of insurance or indemnity"),
    _("declaration of immunity from seizure"),
)
