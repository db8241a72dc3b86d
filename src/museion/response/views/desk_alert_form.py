"""The form of an alert that the desk issues: facts once, words in every language of the site."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museion.core.countries import list_countries
from museion.core.languages import LanguageMap
from museion.response.actions.desk_alerts import StatedAlert
from museion.response.alerting.issuing import write_area
from museion.response.feeds.terms import Category, Certainty, Hazard, ResponseType, Severity, Status, Urgency
from museion.response.labels import (
    ALERT_URGENCY_LABELS,
    CATEGORY_LABELS,
    RESPONSE_LABELS,
    STATUS_LABELS,
    list_hazards,
)
from museion.response.models import DeskAlert, HazardEvent
from museion.response.views.areas import AreaError, read_area
from museion.response.views.reasons import name_severity

TEXTS = (
    ("headlines", _("Headline"), 160, 1),
    ("descriptions", _("What happens"), 5000, 4),
    ("instructions", _("What to do"), 5000, 4),
    ("area_descriptions", _("Area, in words"), 500, 1),
)
_STATUSES = (Status.ACTUAL, Status.EXERCISE, Status.TEST)
_NOTHING = ("", "—")
_MOMENT = "%Y-%m-%dT%H:%M"


class AlertForm(forms.Form):
    """`drawn`: the area of the alert or event that is taken up, kept where the form states no other."""

    hazard = forms.ChoiceField(label=_("Hazard"), choices=lambda: [_NOTHING, *list_hazards()])
    status = forms.ChoiceField(label=_("Status"))
    category = forms.ChoiceField(
        label=_("Category"), choices=[_NOTHING, *((str(code), name) for code, name in CATEGORY_LABELS.items())]
    )
    severity = forms.ChoiceField(label=_("Severity"))
    certainty = forms.ChoiceField(label=_("Certainty"))
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[(str(code), name) for code, name in ALERT_URGENCY_LABELS.items()]
    )
    response_type = forms.ChoiceField(
        label=_("What is asked"),
        choices=[_NOTHING, *((str(code), name) for code, name in RESPONSE_LABELS.items())],
        required=False,
    )
    expires_at = forms.DateTimeField(
        label=_("Ends at (UTC)"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local", "class": "field"}),
    )
    area = forms.CharField(
        label=_("Area: a circle as 48.85,2.35 30, or WKT, or GeoJSON"), required=False, max_length=20_000
    )
    country = forms.ChoiceField(label=_("or a whole country"), required=False)
    note = forms.CharField(label=_("Why it is updated"), required=False, max_length=1000)

    def __init__(self, *args: Any, language: str, drawn: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn = drawn or {}
        self._choose("status", [(code.value, STATUS_LABELS.get(code, _("actual"))) for code in _STATUSES])
        self._choose("severity", [_NOTHING, *((code.value, name_severity(code)) for code in Severity)])
        self._choose("certainty", [_NOTHING, *((code.value, name_severity(code)) for code in Certainty)])
        countries = list_countries(language)
        self._choose("country", [_NOTHING, *countries])
        for name, label, longest, rows in TEXTS:
            for tag, _own_name in settings.LANGUAGES:
                widget = forms.Textarea(attrs={"rows": rows, "class": "field", "lang": tag, "dir": "auto"})
                self.fields[f"{name}-{tag}"] = forms.CharField(
                    label=label, required=False, max_length=longest, widget=widget
                )
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "field")

    def list_languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """For the template: tag, own name of the language, the fields of its texts."""
        return [(tag, own, [self[f"{name}-{tag}"] for name, *_rest in TEXTS]) for tag, own in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("area", "").strip()
        if text or cleaned.get("country") or not self.drawn:
            try:
                cleaned["areas"] = write_area(read_area(text, cleaned.get("country", "")))
            except AreaError as error:
                self.add_error("area", str(error))
        else:
            cleaned["areas"] = self.drawn
        return cleaned

    def state(self, event: HazardEvent | None) -> StatedAlert:
        """What a valid form says."""
        held = self.cleaned_data
        return StatedAlert(
            hazard=Hazard(held["hazard"]),
            category=Category(held["category"]),
            urgency=Urgency(held["urgency"]),
            severity=Severity(held["severity"]),
            certainty=Certainty(held["certainty"]),
            response_type=ResponseType(held["response_type"]) if held["response_type"] else None,
            status=Status(held["status"]),
            expires_at=held["expires_at"],
            areas=held["areas"],
            event=event,
            note=held["note"],
            **{name: self._read_texts(name) for name, *_rest in TEXTS},
        )

    def _read_texts(self, name: str) -> LanguageMap:
        texts = {tag: self.cleaned_data[f"{name}-{tag}"].strip() for tag, _own in settings.LANGUAGES}
        return LanguageMap({tag: text for tag, text in texts.items() if text})

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the reader and mypy
        field.choices = choices


def begin_from_alert(alert: DeskAlert) -> dict[str, Any]:
    columns = ("hazard", "status", "category", "severity", "certainty", "urgency", "response_type")
    return {name: getattr(alert, name) for name in columns} | {"expires_at": alert.expires_at} | _spread(alert)


def begin_from_event(event: HazardEvent | None) -> dict[str, Any]:
    """What the event says already, so that the desk changes what it knows better."""
    begun: dict[str, Any] = {"urgency": Urgency.IMMEDIATE.value, "expires_at": timezone.now() + timedelta(days=1)}
    if event is not None:
        begun |= {
            "hazard": event.hazard,
            "status": event.status,
            "severity": event.severity,
            "certainty": event.certainty,
        }
        begun |= {f"headlines-{tag}": text[:160] for tag, text in event.titles.items()}
        begun |= {f"descriptions-{tag}": text for tag, text in event.descriptions.items()}
    return begun


def _spread(alert: DeskAlert) -> dict[str, str]:
    return {f"{name}-{tag}": text for name, *_rest in TEXTS for tag, text in getattr(alert, name).items()}
