"""A run as programs read it: what `museion screen --json` prints and `/api/v1/screen` answers."""

from collections.abc import Iterable
from typing import Any

from museion.core.languages import LanguageMap
from museion.screening.models import Screening, ScreeningMatch
from museion.screening.runs.comparing import was_compared
from museion.screening.runs.notice import get_notice
from museion.screening.runs.questions import Problem

FAILED: dict[str, Any] = {
    "record": None,
    "compared": False,
    "matches": [],
    "red_list": [],
    "sites": [],
    "legal": [],
    "custody": [],
}


def describe_answer(screening: Screening, language: str = "en") -> dict[str, Any]:
    """`record`: the key of the run, which its sealed record is read by. `compared`: false where no match means nothing."""
    return {
        "record": screening.key,
        "asked_at": screening.asked_at.isoformat(timespec="seconds"),
        "compared": was_compared(screening.asked, screening.registers, screening.parameters),
        "matches": [describe_match(match, language) for match in screening.matches.select_related("loss")],
        "red_list": screening.red_list,
        "sites": screening.sites,
        "legal": screening.legal,
        "custody": screening.custody,
        "problems": screening.asked["problems"],
        "registers": screening.registers,
        "parameters": screening.parameters,
        "seal": screening.seal,
        "notice": get_notice().pick(language).text,
    }


def describe_match(match: ScreeningMatch, language: str) -> dict[str, Any]:
    loss = match.loss
    return {
        "key": loss.key,
        "title": (_pick(loss.title, language) or _pick(loss.object_type, language) or loss.key),
        "score": match.score,
        "probability": match.probability,
        "verdict": match.verdict,
        "why": match.why,
        "evidence": match.evidence,
        "status": loss.status,
        "authority": loss.authority,
        "certified": loss.is_certified,
        "url": loss.url,
        "source": loss.source,
        "source_id": loss.source_id,
        "inventory_number": loss.inventory_number,
    }


def describe_failure(told: str, problems: Iterable[Problem] = (), language: str = "en") -> dict[str, Any]:
    """In the place of an answer to a question that could not be asked: never to be taken for "nothing found"."""
    described = [problem.describe() for problem in problems] or [{"part": "question", "value": "", "told": told}]
    return {**FAILED, "problems": described, "error": told, "notice": get_notice().pick(language).text}


def _pick(texts: LanguageMap, language: str) -> str:
    return texts.pick(language).text
