"""Invented emergencies to practise with: what happens, where, and who is needed. None of them took place."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from museion.core.languages import LanguageMap


@dataclass(frozen=True, slots=True)
class Scenario:
    """`request`: as `requests.read_request` takes it; `radius_km`: whom the alert reaches."""

    slug: str
    titles: LanguageMap
    descriptions: LanguageMap
    hazard: str
    event: str
    category: str
    severity: str
    radius_km: float
    request: dict[str, Any]


@cache
def read_scenarios() -> dict[str, Scenario]:
    document = tomllib.loads((files(__name__) / "scenarios.toml").read_text())
    return {slug: _read(slug, part) for slug, part in document.items()}


def _read(slug: str, part: dict[str, Any]) -> Scenario:
    return Scenario(
        slug=slug,
        titles=LanguageMap(part["titles"]),
        descriptions=LanguageMap(part["descriptions"]),
        hazard=part["request"]["hazard"],
        event=part["event"],
        category=part["category"],
        severity=part["severity"],
        radius_km=part["radius_km"],
        request=part["request"],
    )


def write_alert(scenario: Scenario, *, identifier: str, sender: str, sent: str, expires: str) -> bytes:
    """The alert that the exercise begins with: CAP 1.2, status Exercise, so that nobody takes it for an actual one."""
    infos = "".join(
        f"<info><language>{language}</language><category>{scenario.category}</category><event>{escape(scenario.event)}"
        f"</event><urgency>Immediate</urgency><severity>{scenario.severity}</severity><certainty>Observed</certainty>"
        f"<expires>{expires}</expires><headline>{escape(scenario.titles[language])}</headline>"
        f"<description>{escape(scenario.descriptions[language])}</description><area><areaDesc>"
        f"{escape(scenario.titles[language])}</areaDesc><circle>{scenario.request['latitude']},"
        f"{scenario.request['longitude']} {scenario.radius_km}</circle></area></info>"
        for language in scenario.titles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{identifier}</identifier><sender>{escape(sender)}</sender><sent>{sent}</sent>"
        "<status>Exercise</status><msgType>Alert</msgType><scope>Public</scope>"
        f"<note>Invented, for practice.</note>{infos}</alert>"
    ).encode()
