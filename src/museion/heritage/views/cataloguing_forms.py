"""The forms in which objects and elements are described."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.heritage.terms import IntangibleDomain, PhotographView, Viability
from museion.heritage.views.care_forms import CareField, offer_countries

LEVELS = [(level.value, level.label) for level in (AccessLevel.PUBLIC, AccessLevel.MEMBER, AccessLevel.COMMITTEE)]
_ONE_A_LINE = _("one a line")
# Object ID: its nine questions with the description, the five fields that it adds, what only a holder can say.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("Identify the object"),
        (
            "title", "object_type", "object_type_broad", "materials_techniques", "materials", "techniques",
            "measurements_text", "inscriptions_markings", "distinguishing_features", "subject", "date_text", "period",
            "makers", "description",
        ),
    ),
    (
        _("Tell it apart from others"),
        (
            "inventory_number", "related_written_material", "place_of_origin", "place_of_discovery", "related_objects",
            "date_documented",
        ),
    ),
    (_("In the collection"), ("credit_line", "rights", "access")),
)  # fmt: skip


class ObjectForm(forms.Form):
    """`is_named`: another language says already what it is called or what it is."""

    is_named = False
    title = CareField.line(_("Title"), length=2000)
    object_type = CareField.line(_("Type of object"), help_text=_("such as: jar, mask, altarpiece"))
    object_type_broad = CareField.line(_("Wider group"), help_text=_("such as: ceramics"))
    materials_techniques = CareField.text(_("Materials and techniques"), rows=2)
    materials = CareField.text(_("Materials"), rows=2, help_text=_ONE_A_LINE)
    techniques = CareField.text(_("Techniques"), rows=2, help_text=_ONE_A_LINE)
    measurements_text = CareField.text(
        _("Measurements"), rows=2, help_text=_("with units, such as: 31.5 × 22 cm; 840 g")
    )
    inscriptions_markings = CareField.text(
        _("Inscriptions and markings"),
        rows=2,
        help_text=_("one a line; after a bar its place: signed A. Roux | lower left"),
    )
    distinguishing_features = CareField.text(
        _("Distinguishing features"), rows=2, help_text=_("damage, repairs, flaws")
    )
    subject = CareField.line(_("Subject"), length=2000)
    date_text = CareField.line(_("Date"), length=500, help_text=_("as written: c. 1880, 3rd century BCE, 1933/1945"))
    period = CareField.line(_("Period"))
    makers = CareField.text(
        _("Makers"), rows=2, help_text=_("one a line: circle of Hans Baldung (German, 1484–1545) | painter")
    )
    description = CareField.text(_("Description"), rows=5)
    inventory_number = CareField.line(_("Inventory number"), length=200)
    related_written_material = CareField.text(_("Related written material"), rows=2, help_text=_ONE_A_LINE)
    place_of_origin = CareField.line(_("Place of origin"))
    place_of_discovery = CareField.line(_("Place of discovery"))
    related_objects = CareField.text(_("Related objects"), rows=2, help_text=_ONE_A_LINE)
    date_documented = CareField.day(_("Documented on"), required=False)
    credit_line = CareField.line(_("Credit line"), length=2000)
    rights = CareField.line(_("Rights"), length=2000)
    access = CareField.choice(_("Read by"), LEVELS)
    view = CareField.choice(_("What they show"), PhotographView.choices)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        """What has neither a name nor a kind could never be found again."""
        said = (self.data.get(name, "").strip() for name in ("title", "object_type"))
        if not self.is_named and not any(said):
            self.add_error("title", _("Say what it is called, or what it is."))
        return super().clean()

    def list_groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in GROUPS]


class ElementForm(forms.Form):
    names = CareField.line(_("Name"), required=True, length=500)
    communities = CareField.line(_("Community"), length=1000, help_text=_("whose heritage it is, in its own words"))
    domains = forms.MultipleChoiceField(
        label=_("Domains of the Convention of 2003"),
        choices=IntangibleDomain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    descriptions = CareField.text(_("Description"), rows=5)
    transmission = CareField.text(_("How it is handed on"))
    viability = CareField.choice(_("Viability"), Viability.choices, required=False)
    threats = CareField.text(_("Threats"))
    safeguarding = CareField.text(_("Safeguarding"))
    place = CareField.line(_("Place"), length=200)
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        choices=offer_countries,
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "field", "size": 6}),
    )
    language_tags = CareField.line(_("Languages"), help_text=_("their codes, such as: ar fr ber"))
    related_objects = CareField.text(_("Objects that belong to it"), help_text=_("keys, one a line"))
    access = CareField.choice(_("Read by"), LEVELS)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def list_groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [("", self.visible_fields())]
