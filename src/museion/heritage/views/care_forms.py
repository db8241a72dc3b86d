"""The forms of care: loans, checks, procedures, transfers, consent."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from museion.core.countries import list_countries
from museion.core.keys import InvalidKeyError, read_key
from museion.heritage import care_terms as terms
from museion.heritage.models import CulturalObject
from museion.heritage.queries.named import find_named, split_lines
from museion.network.models import Museum

RECOMMENDATIONS = {
    "display": _("display"),
    "handling": _("handling"),
    "packing": _("packing"),
    "storage": _("storage"),
    "environment": _("environment"),
    "security": _("security"),
}


# The manifest of a whole store: some 10,000 lines.
MANIFEST_LENGTH = 200_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Lines(forms.CharField):
    """Text of several lines, which browsers send with carriage returns."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class CareField:
    """Widgets as the pages style them."""

    @staticmethod
    def day(label: Any, *, required: bool = True) -> forms.DateField:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "field"})
        return forms.DateField(label=label, required=required, widget=widget)

    @staticmethod
    def line(label: Any, *, required: bool = False, length: int = 300, help_text: Any = "") -> forms.CharField:
        widget = forms.TextInput(attrs={"class": "field"})
        return forms.CharField(label=label, required=required, max_length=length, help_text=help_text, widget=widget)

    @staticmethod
    def text(
        label: Any, *, required: bool = False, rows: int = 3, length: int = 10_000, help_text: Any = ""
    ) -> forms.CharField:
        widget = forms.Textarea(attrs={"class": "field", "rows": rows})
        return Lines(label=label, required=required, max_length=length, help_text=help_text, widget=widget)

    @staticmethod
    def museum(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
        """Takes a name where there are scripts, and always a key."""
        widget = forms.TextInput(attrs={"class": "field", "data-record": "museum", "placeholder": _("name or key")})
        return forms.CharField(label=label, required=required, max_length=300, help_text=help_text, widget=widget)

    @staticmethod
    def choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
        offered = choices if required else [("", "—"), *choices]
        widget = forms.Select(attrs={"class": "field"})
        return forms.ChoiceField(label=label, choices=offered, required=required, widget=widget)

    @staticmethod
    def amount(label: Any) -> forms.DecimalField:
        widget = forms.NumberInput(attrs={"class": "field", "step": "0.01"})
        return forms.DecimalField(
            label=label, required=False, min_value=0, max_digits=14, decimal_places=2, widget=widget
        )

    @staticmethod
    def country(label: Any) -> forms.ChoiceField:
        widget = forms.Select(attrs={"class": "field"})
        return forms.ChoiceField(label=label, choices=offer_countries, required=False, widget=widget)


def offer_countries() -> list[tuple[str, str]]:
    countries = list_countries(get_language() or "en")
    return [("", "—"), *countries]


def find_objects(text: str, museum: Museum | None = None) -> list[CulturalObject]:
    """Keys or inventory numbers, one a line. Raises `ValidationError` with the lines that name nothing."""
    lines, rows = split_lines(text), CulturalObject.objects.current().select_related("museum")
    found = find_named(lines, rows.filter(museum=museum) if museum else rows, by_number=museum is not None)
    unknown = [line[:80] for line in dict.fromkeys(lines) if line not in found]
    if unknown:
        named = ", ".join([*unknown[:20], "…"] if len(unknown) > 20 else unknown)
        raise forms.ValidationError(_("No object here has the key or number %(line)s.") % {"line": named})
    return [found[line] for line in lines]


def find_museum(text: str) -> Museum | None:
    """By key; None for an empty text. Raises `ValidationError` for a key that no museum has."""
    if not text.strip():
        return None
    try:
        museum = Museum.objects.current().filter(key=read_key(text)).first()
    except InvalidKeyError:
        museum = None
    if museum is None:
        raise forms.ValidationError(_("No museum has this key."))
    return museum


class LoanForm(forms.Form):
    direction = CareField.choice(_("Lent or borrowed"), terms.LoanDirection.choices)
    partner = CareField.museum(_("Other museum"), help_text=_("or its name below, if it has no record"))
    partner_name = CareField.line(_("Name of the other side"))
    partner_country = CareField.country(_("Its country, if it has no record"))
    contact_name = CareField.line(_("Contact"))
    contact_email = forms.EmailField(
        label=_("E-mail of the contact"), required=False, widget=forms.EmailInput(attrs={"class": "field"})
    )
    registrar_email = forms.EmailField(
        label=_("E-mail of the registrar"), required=False, widget=forms.EmailInput(attrs={"class": "field"})
    )
    reference = CareField.line(_("Loan number"), length=100)
    purpose = CareField.choice(_("Purpose"), terms.LoanPurpose.choices)
    begins_date = CareField.day(_("Begins"))
    due_date = CareField.day(_("Due back"))
    objects = CareField.text(_("Objects, one a line"), required=True, help_text=_("keys or inventory numbers"))
    venues = CareField.text(
        _("Venues, one a line"),
        help_text=_("with place and days after bars: Gallery 3 | Lyon | 2027-01-10 – 2027-04-30"),
    )
    insurance_eur = CareField.amount(_("Insurance value in EUR"))
    insured_by = CareField.line(_("Insured by"), length=200)
    facility_report = CareField.text(_("Facility report"))
    courier = CareField.line(_("Courier"), length=200)
    immunity = CareField.line(_("Immunity from seizure"))
    conditions = CareField.text(_("Special conditions"))
    credit_line = CareField.line(_("Credit line"))

    def clean_partner(self) -> Museum | None:
        return find_museum(self.cleaned_data["partner"])

    def clean_venues(self) -> list[dict[str, str]]:
        return [read_venue(line) for line in self.cleaned_data["venues"].splitlines() if line.strip()]


def read_venue(line: str) -> dict[str, str]:
    """Raises `ValidationError` for days that are none, or in the wrong order."""
    name, place, days = (part.strip()[:200] for part in [*line.split("|", 2), "", ""][:3])
    if not days:
        return {"name": name, "place": place, "from": "", "to": ""}
    found = [_read_day(text) for text in _DAY.findall(days)]
    if len(found) != 2 or not all(found) or found[0] > found[1]:
        raise forms.ValidationError(_("“%(days)s”: write two days, such as 2027-01-10 – 2027-04-30.") % {"days": days})
    return {"name": name, "place": place, "from": found[0], "to": found[1]}


def _read_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


class CheckForm(forms.Form):
    checked_date = CareField.day(_("Checked on"))
    checker = CareField.line(_("Checked by"), required=True, length=200)
    method = CareField.choice(_("Method"), terms.CheckMethod.choices)
    reason = CareField.choice(_("Reason"), terms.CheckReason.choices)
    condition = CareField.choice(_("Condition"), terms.Condition.choices)
    completeness = CareField.choice(_("Completeness"), terms.Completeness.choices)
    hazard = CareField.choice(_("Hazard"), terms.CheckHazard.choices, required=False)
    salvage_priority = CareField.choice(_("Priority of salvage"), terms.Priority.choices, required=False)
    treatment_priority = CareField.choice(_("Priority of treatment"), terms.Priority.choices, required=False)
    next_check_date = CareField.day(_("Next check"), required=False)
    note = CareField.text(_("What was seen"))
    legal_requirements = CareField.line(_("Legal requirements"))
    marks = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in RECOMMENDATIONS.items():
            self.fields[f"for_{name}"] = CareField.line(_("Recommended for %(what)s") % {"what": label})


class ManifestForm(forms.Form):
    boxes = CareField.text(
        _("Boxes and objects"),
        required=True,
        rows=14,
        length=MANIFEST_LENGTH,
        help_text=_(
            "“Box A: needs two people” begins a box; the lines after it are the keys or inventory numbers of what is in it."
        ),
    )


class TransferForm(ManifestForm):
    kind = CareField.choice(_("Kind"), terms.TransferKind.choices)
    taker = CareField.museum(_("Receiving museum"), required=True)
    begins_date = CareField.day(_("Begins"))
    due_date = CareField.day(_("Due back"), required=False)
    terms_text = CareField.text(_("Terms"))
    field_order = ("kind", "taker", "begins_date", "due_date", "terms_text", "boxes")

    def clean_taker(self) -> Museum | None:
        return find_museum(self.cleaned_data["taker"])


class LetterForm(forms.Form):
    readers = CareField.choice(_("Read by"), terms.LetterReaders.choices)
    written_date = CareField.day(_("Day"))
    party = CareField.line(_("From or to"), required=True)
    text = CareField.text(_("What was said"), required=True)


class HavenForm(forms.Form):
    room_for = CareField.line(
        _("Room for"), required=True, help_text=_("such as: forty boxes, two shelves for glass plates")
    )
    conditions = CareField.text(_("Climate, security, conditions"))
    contact = CareField.line(_("Whom to call, day and night"), required=True)
    until_date = CareField.day(_("Offered until"), required=False)

    def clean_until_date(self) -> date | None:
        day: date | None = self.cleaned_data["until_date"]
        if day and day < timezone.now().date():
            raise forms.ValidationError(_("This day has passed, so nobody would be shown the offer."))
        return day


class ConsentForm(forms.Form):
    given_by = CareField.line(_("Given by"), required=True)
    given_date = CareField.day(_("Given on"))
    evidence = CareField.line(_("Where it is written down"))
    limits = CareField.text(_("What may not be shown or done"))
    limit_codes = forms.MultipleChoiceField(
        label=_("What the community asks"),
        choices=terms.KnowledgeLimit.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
