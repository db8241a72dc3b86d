"""Why a museum stands where it stands in the order of urgency, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museion.core.languages import LanguageMap
from museion.response.risk.vocabulary import AGENT_LABELS, Agent

_NAMES: dict[str, Any] = {
    "reach": gettext_lazy("how it is reached"),
    "severity": gettext_lazy("severity of the event"),
    "certainty": gettext_lazy("certainty of the event"),
    "risk": gettext_lazy("what it stands to lose"),
    "readiness": gettext_lazy("readiness to salvage"),
}
_FACTS: dict[str, Any] = {
    "inside the polygon": gettext_lazy("inside the area"),
    "inside the circle": gettext_lazy("inside the area"),
    "in the country that the alert names": gettext_lazy("in the country that the alert names"),
    "in the region that the alert names": gettext_lazy("in the region that the alert names"),
    "in the country; its region is not known": gettext_lazy("in the country; its region is not known"),
    "no longer in reach": gettext_lazy("no longer in reach"),
    "not known": gettext_lazy("not known"),
    "Extreme": gettext_lazy("extreme"),
    "Severe": gettext_lazy("severe"),
    "Moderate": gettext_lazy("moderate"),
    "Minor": gettext_lazy("minor"),
    "Unknown": gettext_lazy("not known"),
    "Observed": gettext_lazy("observed"),
    "Likely": gettext_lazy("likely"),
    "Possible": gettext_lazy("possible"),
    "Unlikely": gettext_lazy("unlikely"),
}


@dataclass(frozen=True, slots=True)
class ShownReason:
    name: str
    fact: str
    value: float | None


def show_reasons(reasons: Iterable[Mapping[str, Any]], languages: tuple[str, ...]) -> list[ShownReason]:
    return [
        ShownReason(
            str(_NAMES.get(reason["name"], reason["name"])),
            _show_fact(reason["name"], str(reason["fact"]), languages),
            reason.get("value"),
        )
        for reason in reasons
    ]


def _show_fact(name: str, fact: str, languages: tuple[str, ...]) -> str:
    """A risk's fact is an agent's code and its magnitude, or that it was not assessed, see `risk.ordering`."""
    if name != "risk":
        return str(_FACTS.get(fact, fact))
    code, _space, rest = fact.partition(" ")
    label = LanguageMap(AGENT_LABELS[Agent(code)]).pick(languages).text
    if rest == "not assessed":
        return _("%(agent)s, not assessed") % {"agent": label}
    return _("%(agent)s, magnitude %(magnitude)s of 15") % {"agent": label, "magnitude": rest}


def name_severity(severity: str) -> str:
    return str(_FACTS.get(severity, severity))


def name_reach(rule: str) -> str:
    """How a place is reached, as `alerting.reaching` and `exposure.areas` say."""
    return str(_FACTS.get(rule, rule))
