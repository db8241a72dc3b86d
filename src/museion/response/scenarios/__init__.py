"""Invented emergencies to practise with: what happens, where, and who is needed. None of them took place."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from museion.core.languages import LanguageMap
from museion.response.feeds.alerts import Alert, Area, Circle, Info
from museion.response.feeds.cap.writing import write_alert
from museion.response.feeds.terms import Category, Certainty, MessageType, Scope, Severity, Status, Urgency


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


def write_exercise(scenario: Scenario, *, identifier: str, sender: str, sent: datetime, expires: datetime) -> bytes:
    """The alert that the exercise begins with, status Exercise, so that nobody takes it for an actual one."""
    alert = Alert(
        "cap",
        identifier,
        sender,
        sent,
        Status.EXERCISE,
        MessageType.ALERT,
        Scope.PUBLIC,
        note="Invented, for practice.",
        infos=tuple(_make_info(scenario, language, expires) for language in scenario.titles),
    )
    return etree.tostring(write_alert(alert), xml_declaration=True, encoding="utf-8")


def _make_info(scenario: Scenario, language: str, expires: datetime) -> Info:
    disc = Circle(scenario.request["latitude"], scenario.request["longitude"], scenario.radius_km)
    return Info(
        scenario.event,
        (Category(scenario.category),),
        Urgency.IMMEDIATE,
        Severity(scenario.severity),
        Certainty.OBSERVED,
        language,
        expires=expires,
        headline=scenario.titles[language],
        description=scenario.descriptions[language],
        areas=(Area(scenario.titles[language], circles=(disc,)),),
    )
