"""The answer of a run: what was found and why, for a person to judge. Its address is a secret of who asked and the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import AccessLevel, may
from museion.core.countries import get_country_name
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.keys import InvalidKeyError, read_key
from museion.core.problems import ProblemError
from museion.screening.actions.runs import judge_match
from museion.screening.links import ANSWER, read_link, sign_link
from museion.screening.models import Judgement, LossRecord, Screening, ScreeningMatch
from museion.screening.runs.comparing import was_compared
from museion.screening.runs.notice import get_notice, name_register
from museion.screening.runs.questions import tell_problem, write_value
from museion.screening.terms import Decision, Falling, Verdict, name_field
from museion.screening.views.evidence import ShownEvidence, show_evidence
from museion.screening.views.fallings import show_fallings, show_sites
from museion.screening.views.reasons import show_reasons
from museion.search.reasons import Explained

_MOST_PERCENT = 99.5
NEEDED_CONFIRMATIONS = 2
LEAST_LIKENESS = 0.4
"""By the optional descriptor; the right one of several vases lies above it in nine cases of ten."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in two sentences: `verdict` of the best match, or empty."""

    verdict: str
    title: str
    text: str
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class ShownMatch:
    place: int
    url: str
    title: str
    verdict: str
    verdict_label: str
    percent: float
    evidence: ShownEvidence | None
    photograph: str
    facts: tuple[str, ...]
    reasons: list[Explained]
    judgements: list[Judgement]

    @property
    def probability(self) -> str:
        """Never “100 %” nor “0 %”: nothing here is certain."""
        if self.percent > _MOST_PERCENT:
            return _("over %(percent)s %%") % {"percent": number_format(_MOST_PERCENT)}
        if self.percent < 1:
            return _("under 1 %%") % {}
        return _("%(percent)s %%") % {"percent": number_format(self.percent, 0)}

    @property
    def confirmations(self) -> int:
        """People whose newest judgement is that it is the same object."""
        return sum(decision == Decision.MATCH for decision in self._newest)

    @property
    def is_ruled_out(self) -> bool:
        """Everybody who judged it says, at last, that it is another object."""
        return set(self._newest) == {Decision.NO_MATCH}

    @property
    def _newest(self) -> list[str]:
        """What each person said last."""
        return list({held.decided_by: held.decision for held in reversed(self.judgements)}.values())


@require_GET
def show_answer(request: HttpRequest, reference: str) -> HttpResponse:
    return render_answer(request, find_screening(request, reference))


def render_answer(request: HttpRequest, screening: Screening, more: dict[str, Any] | None = None) -> HttpResponse:
    """The page of an answer that the asker was found to be allowed to read. `more`: of the lot that it is about."""
    languages = get_languages(request)
    reference = sign_link(screening.key, ANSWER)
    matches = [show_match(match, languages) for match in _get_matches(screening)]
    strong = [match for match in matches if match.verdict != Verdict.LOOKALIKE]
    weak = [match for match in matches if match.verdict == Verdict.LOOKALIKE]
    asked = screening.asked
    context = {
        "screening": screening,
        "reference": reference,
        "answer_url": f"/screenings/{reference}",
        "refine_url": f"/screen?{urlencode({'again': reference})}",
        "headline": make_headline(strong, screening),
        "matches": strong,
        "other_views": [match for match in weak if is_maybe_another_view(match)],
        "lookalikes": [match for match in weak if not is_maybe_another_view(match)],
        "descriptor": screening.parameters.get("photo", {}).get("descriptor"),
        "photos": asked.get("photos", []),
        "text": asked.get("text", ""),
        "fields": [(name_field(name), write_value(value)) for name, value in asked.get("fields", {}).items()],
        "problems": [*map(tell_problem, asked.get("problems", [])), *_tell_of_registers(screening)],
        "registers": [show_register(register) for register in screening.registers],
        "red_list": show_fallings(screening.red_list),
        "sites": show_sites(screening.sites),
        "legal": show_fallings(screening.legal),
        "custody": show_fallings(screening.custody),
        "notice": get_notice(),
        "may_judge": may(get_actor(request), "loss.judge"),
    }
    response = render(request, "screening/answer.html", context | (more or {}))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def show_screening(request: HttpRequest, record: Screening) -> HttpResponse:
    """The page behind the record's permanent address, which only the desk may open."""
    return HttpResponseRedirect(f"/screenings/{record.key}")


@require_POST
def judge(request: HttpRequest, reference: str, place: int) -> HttpResponse:
    screening = find_screening(request, reference)
    match = screening.matches.select_related("loss", "screening").filter(place=place).first()
    decision = request.POST.get("decision", "")
    if match is None or decision not in Decision:
        raise ProblemError(404, _("No such match"), _("The run named no loss at this place."), "no-match")
    reason = request.POST.get("reason", "").strip()[:2000]
    judge_match(match, Decision(decision), actor=get_actor(request), at=timezone.now(), reason=reason)
    return HttpResponseRedirect(f"/screenings/{reference}#match-{place}")


def find_screening(request: HttpRequest, reference: str) -> Screening:
    """By its signed link, or by its key for whoever asked it when signed in, and for the desk."""
    is_signed = ":" in reference
    key = read_link(reference, ANSWER) if is_signed else _read_key(reference)
    screening = Screening.objects.current().filter(key=key).first()
    if screening is None or not (is_signed or _may_read(request, screening)):
        raise ProblemError(404, _("No such record"), _("No record has the key %(key)s.") % {"key": key}, "no-record")
    return screening


def make_answer_link(screening: Screening) -> str:
    return f"/screenings/{sign_link(screening.key, ANSWER)}"


def make_headline(matches: list[ShownMatch], screening: Screening) -> Headline:
    kinds = _count_kinds(screening.red_list)
    if not matches and not was_compared(screening.asked, screening.registers, screening.parameters):
        text = _("This is not a search without a find: read above why, then ask again, or describe the object.")
        has_photos = bool(screening.asked.get("photos"))
        title = _("The photo could not be compared") if has_photos else _("The words could not be compared")
        return Headline("", title, text, kinds)
    if not matches:
        title = _("No registered loss was recognised")
        text = _("This does not mean that the object is not stolen: read below what was compared, and with what.")
        return Headline("", title, text, kinds)
    standing = [match for match in matches if not match.is_ruled_out]
    if not standing:
        title = _("Judged to be another object")
        text = _("What the register named was compared by people, below. This does not mean that it is not stolen.")
        return Headline("", title, text, kinds)
    best = standing[0].verdict
    titles = {
        Verdict.URGENT: _("This agrees with a registered loss"),
        Verdict.PROBABLE: _("This is probably a registered loss"),
        Verdict.POSSIBLE: _("This may be a registered loss"),
    }
    texts = {
        Verdict.URGENT: _("The same picture or object: have a second person check at once, before anybody is told."),
        Verdict.PROBABLE: _("Compare both pictures and the details below, and have a second person do so too."),
        Verdict.POSSIBLE: _("Compare the details below. Words alone never say more than “possible”: add a photo."),
    }
    text = texts[Verdict(best)]
    if standing[0].confirmations >= NEEDED_CONFIRMATIONS:
        text = _("Two people have confirmed the match. Tell the desk, if it does not know yet.")
    return Headline(best, titles[Verdict(best)], text, kinds)


def show_match(match: ScreeningMatch, languages: tuple[str, ...]) -> ShownMatch:
    loss = match.loss
    photographs = list(loss.photographs.all())
    return ShownMatch(
        place=match.place,
        url=loss.url,
        title=get_loss_title(loss, languages),
        verdict=match.verdict,
        verdict_label=match.get_verdict_display(),
        percent=match.probability * 100,
        evidence=show_evidence(match.evidence),
        photograph=photographs[0].file_name if photographs else "",
        facts=tuple(list_loss_facts(loss, languages[0])),
        reasons=show_reasons(match.why),
        judgements=list(match.judgements.all()),
    )


def is_maybe_another_view(match: ShownMatch) -> bool:
    """Worth a person's look, though no points agree: alike as a whole, which never says that it is the same."""
    return match.evidence is not None and match.evidence.likeness >= LEAST_LIKENESS


def show_register(register: Mapping[str, Any]) -> dict[str, Any]:
    return {**register, "label": name_register(str(register.get("name", "")))}


def _tell_of_registers(screening: Screening) -> Iterable[str]:
    """What was asked for and could not be compared must not read as a search without a find."""
    for register in screening.registers:
        if screening.asked.get("photos") and register.get("with_photos") == 0:
            yield _("The register holds no photo to compare with yet, so photos were not compared. Ask again later.")


def get_loss_title(loss: LossRecord, languages: tuple[str, ...]) -> str:
    return loss.title.pick(languages).text or loss.object_type.pick(languages).text or loss.key


def list_loss_facts(loss: LossRecord, language: str) -> Iterable[str]:
    """What a loss is known by at a glance; nothing of its owner."""
    yield str(loss.get_status_display())
    where = ", ".join(
        part
        for part in (loss.loss_place, get_country_name(loss.loss_country, language) if loss.loss_country else "")
        if part
    )
    yield from (text for text in (loss.loss_date_text, where, loss.authority, loss.reference_number) if text)
    if loss.is_certified:
        yield _("confirmed by a police authority")


def _get_matches(screening: Screening) -> Iterable[ScreeningMatch]:
    rows = screening.matches.select_related("loss").prefetch_related("loss__photographs", "judgements")
    return rows.order_by("place")


def _may_read(request: HttpRequest, screening: Screening) -> bool:
    account_id = get_actor(request).account_id
    return get_viewer(request).sees(AccessLevel.DESK) or (account_id is not None and account_id == screening.account_id)


def _read_key(text: str) -> str:
    try:
        return read_key(text)
    except InvalidKeyError as error:
        raise ProblemError(404, _("No such record"), str(error), "invalid-key") from error


def _count_kinds(entries: Iterable[Mapping[str, Any]]) -> str:
    count = sum(entry.get("answer") == Falling.FALLS for entry in entries)
    if not count:
        return ""
    told = ngettext(
        "It falls under %(count)d kind of object on a Red List.",
        "It falls under %(count)d kinds of object on Red Lists.",
        count,
    )
    return told % {"count": count}
