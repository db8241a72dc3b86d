"""What a page lets one change of a museum, a person or a body, as Django forms; where a record belongs is the register's."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from museion.core.countries import list_countries
from museion.core.languages import LanguageMap, read_language_map
from museion.network.models import Body, Museum, Person

Entry = Museum | Person | Body


def _line(label: Any, longest: int = 200, *, is_needed: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "field", "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, required=is_needed, widget=widget)


def _lines(label: Any, longest: int = 5000) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "field", "dir": "auto", "rows": 3})
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget)


def _address(label: Any) -> forms.URLField:
    widget = forms.URLInput(attrs={"class": "field", "dir": "ltr"})
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", widget=widget)


def _mail(label: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label, required=False, widget=forms.EmailInput(attrs={"class": "field", "dir": "ltr"})
    )


def _country() -> forms.ChoiceField:
    def offer() -> list[tuple[str, str]]:
        return [("", "–"), *list_countries(get_language() or "en")]

    widget = forms.Select(attrs={"class": "field"})
    return forms.ChoiceField(label=_("Country"), choices=offer, required=False, widget=widget)


@dataclass(frozen=True, slots=True)
class Plan:
    """`texts`: fields in several languages with their labels; `lines`: which of them are one line."""

    texts: Mapping[str, Any]
    fields: Mapping[str, forms.Field]
    lines: frozenset[str] = frozenset()


_CONTACT = {"email": _mail(_("E-mail")), "telephone": _line(_("Telephone"), 50)}
OWN_ENTRY = Plan(
    {"biographies": _("About you")},
    {"position": _line(_("Position")), "country": _country(), "city": _line(_("City")), **_CONTACT},
)
PLANS: dict[type[Entry], Plan] = {
    Museum: Plan(
        {"names": _("Name"), "descriptions": _("Description"), "card_terms": _("What a membership card gives there")},
        {
            "director": _line(_("Director")),
            "address": _lines(_("Address"), 500),
            "postcode": _line(_("Postcode"), 20),
            "city": _line(_("City")),
            "website": _address(_("Website")),
            **_CONTACT,
            "accepts_card": forms.BooleanField(label=_("Lets holders of a membership card in"), required=False),
        },
        frozenset({"names", "card_terms"}),
    ),
    Person: Plan(
        {"biographies": _("Biography")},
        {
            "name": _line(_("Name"), 500, is_needed=True),
            "sort_name": _line(_("Name, family name first"), 500),
            **OWN_ENTRY.fields,
        },
    ),
    Body: Plan(
        {"names": _("Name"), "missions": _("Mission")},
        {"website": _address(_("Website")), "email": _CONTACT["email"]},
        frozenset({"names"}),
    ),
}


class EntryForm(forms.Form):
    """`stamp`: when the record was last changed as the page showed it, so that nobody writes over somebody else."""

    def __init__(self, plan: Plan, record: Entry, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=_describe(plan, record))
        self.plan, self.record = plan, record
        for name, label in plan.texts.items():
            for tag, language in settings.LANGUAGES:
                make = _line if name in plan.lines else _lines
                self.fields[f"{name}-{tag}"] = make(f"{label} ({language})")
        self.fields.update(deepcopy(dict(plan.fields)))
        self.fields["reason"] = _line(_("Why it is changed (may stay empty)"), 500)
        self.fields["stamp"] = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("stamp") != _stamp(self.record):
            raise forms.ValidationError(_("Somebody else has changed the entry in the meantime. Look at it again."))
        if "names" in self.plan.texts and not self._read_texts("names", given):
            raise forms.ValidationError(_("A name is needed, in one language at least."))
        return given

    def read_values(self) -> dict[str, Any]:
        """As the room's actions take them; texts in languages that the page does not offer stay."""
        given = self.cleaned_data
        texts = {name: self._read_texts(name, given) for name in self.plan.texts}
        return texts | {name: given[name] for name in self.plan.fields}

    def _read_texts(self, name: str, given: Mapping[str, Any]) -> LanguageMap:
        offered = {tag: given.get(f"{name}-{tag}", "") for tag, _language in settings.LANGUAGES}
        return read_language_map({**getattr(self.record, name), **offered})


def _describe(plan: Plan, record: Entry) -> dict[str, Any]:
    texts = {
        f"{name}-{tag}": getattr(record, name).get(tag, "")
        for name in plan.texts
        for tag, _language in settings.LANGUAGES
    }
    return texts | {name: getattr(record, name) for name in plan.fields} | {"stamp": _stamp(record)}


def _stamp(record: Entry) -> str:
    return record.changed_at.isoformat()
