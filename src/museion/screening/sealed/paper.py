"""The due-diligence record as a PDF for people, with the whole record as JSON inside it for programs."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.languages import get_direction
from museion.core.paper import Sheet
from museion.heritage.pictures import find_picture
from museion.screening.models import LossRecord
from museion.screening.runs.comparing import was_compared
from museion.screening.runs.notice import get_notice, name_register
from museion.screening.runs.questions import tell_problem, write_value
from museion.screening.terms import FEATURE_LABELS, SITE_LABELS, Decision, Falling, Verdict, name_field

MOST_MATCHES = 5
MOST_REASONS = 6
Content = Mapping[str, Any]


def draw_record(content: Content, *, language: str) -> bytes:
    """`content` as `records.DueDiligenceRecord.content` gives it."""
    with translation.override(language):
        return _draw(content, language)


def _draw(content: Content, language: str) -> bytes:
    run = content["screening"]
    foot = _("Due-diligence record %(key)s, seal %(seal)s") % {"key": run["key"], "seal": content["seal"][:16]}
    made_at = datetime.fromisoformat(content["issued_at"])
    sheet = Sheet(foot=foot, is_right_to_left=get_direction(language) == "rtl", made_at=made_at)
    sheet.set_title(foot)
    sheet.set_lang(language)
    sheet.head(_("Due-diligence record"))
    sheet.tell(get_notice().pick(language).text, small=True, grey=True)
    _draw_question(sheet, run)
    _draw_registers(sheet, run)
    _draw_matches(sheet, run, content["judgements"])
    _draw_entries(sheet, _("Kinds of object at risk"), run["red_list"])
    _draw_entries(sheet, _("Looted sites that such objects are expected from"), run["sites"], SITE_LABELS)
    _draw_entries(sheet, _("What the law may ask"), run["legal"])
    _draw_entries(sheet, _("Gaps in custody"), run["custody"])
    _draw_judgements(sheet, content["judgements"])
    _draw_seal(sheet, content)
    sheet.embed_file(bytes=orjson.dumps(content, option=orjson.OPT_INDENT_2), basename="record.json")
    return bytes(sheet.output())


def _draw_question(sheet: Sheet, run: Content) -> None:
    asked = run["asked"]
    sheet.head(_("What was asked"))
    sheet.facts(
        [
            (_("Record"), run["key"]),
            (_("When"), _tell_moment(run["asked_at"])),
            (_("By"), run["asked_by"]),
            (_("Purpose"), run["purpose"]),
            *((name_field(name), write_value(value)) for name, value in asked["fields"].items()),
            (_("Text"), asked["text"][:3000]),
        ]
    )
    sheet.pictures(list(_find_all(asked["photos"])))
    for problem in asked["problems"]:
        sheet.tell(tell_problem(problem), small=True)


def _draw_registers(sheet: Sheet, run: Content) -> None:
    sheet.head(_("What was consulted"))
    for register in run["registers"]:
        count = _("%(count)s records") % {"count": f"{register['count']:,}"}
        sheet.tell(
            f"{name_register(register['name'])}: {count}, {_tell_moment(register['as_of'])}, SHA-256 {register['checksum']}",
            small=True,
        )


def _draw_matches(sheet: Sheet, run: Content, judgements: list[dict[str, Any]]) -> None:
    sheet.head(_("What was found"))
    shown = [match for match in run["matches"] if match["verdict"] != Verdict.LOOKALIKE][:MOST_MATCHES]
    if not shown and not was_compared(run["asked"], run["registers"], run["parameters"]):
        has_photos = bool(run["asked"]["photos"])
        told = _("The photo could not be compared.") if has_photos else _("The words could not be compared.")
        sheet.tell(f"{told} {_('This is not a search without a find.')}")
    elif not shown:
        sheet.tell(_("No registered loss was recognised. This does not mean that the object is not stolen."))
    losses = LossRecord.objects.in_bulk([match["loss"] for match in shown], field_name="key")
    for match in shown:
        _draw_match(sheet, match, losses.get(match["loss"]))


def _draw_match(sheet: Sheet, match: Content, loss: LossRecord | None) -> None:
    verdict = Verdict(match["verdict"]).label
    sheet.tell(f"{match['loss']} · {loss or ''} · {verdict} · {match['probability']:.3f}")
    if loss:
        facts = (loss.get_status_display(), loss.authority, loss.reference_number)
        sheet.tell(" · ".join(map(str, filter(None, facts))), small=True, grey=True)
    for reason in match["why"][:MOST_REASONS]:
        sides = " / ".join(filter(None, (str(reason["asked"])[:120], str(reason["held"])[:120])))
        sheet.tell(
            f"{reason['points']:+.1f}  {FEATURE_LABELS.get(reason['feature'], reason['feature'])}  {sides}", small=True
        )
    evidence = match["evidence"]
    if evidence:
        told = _("%(count)s places of both photos agree") % {"count": evidence["inliers"]}
        sheet.tell(told, small=True)
        sheet.pictures(list(_find_all([evidence["photo"], evidence["registered"]])))


def _draw_entries(
    sheet: Sheet, title: str, entries: list[dict[str, Any]], labels: Mapping[Any, Any] | None = None
) -> None:
    if not entries:
        return
    sheet.head(title)
    for entry in entries:
        origin = entry.get("list") or entry.get("expected") or entry.get("source") or ""
        label = labels[entry["answer"]] if labels else Falling(entry["answer"]).label
        sheet.tell(f"{label}: {entry['title']} ({origin})")
        for told in (entry.get("duties"), *entry.get("ask", ())):
            if told:
                sheet.tell(told, small=True, grey=True)


def _draw_judgements(sheet: Sheet, judgements: list[dict[str, Any]]) -> None:
    sheet.head(_("What people judged"))
    if not judgements:
        sheet.tell(_("Nobody has judged the matches yet."))
    for row in judgements:
        decision = Decision(row["decision"]).label
        sheet.tell(
            f"{_tell_moment(row['decided_at'])} · {row['decided_by']} · {row['loss']} · {decision} · {row['reason']}"
        )


def _draw_seal(sheet: Sheet, content: Content) -> None:
    sheet.head(_("Seal"), room=70)
    sheet.code(content["code"])
    sheet.set_right_margin(sheet.r_margin + 46)
    sheet.tell(f"SHA-256 {content['seal']}", small=True)
    sheet.tell(_("Issued at %(moment)s") % {"moment": _tell_moment(content["issued_at"])}, small=True)
    told = _(
        "Prove this file unchanged with “museion screen verify FILE”, without a network. The code beside holds the same "
        "seal, signed with Ed25519 (JSON Web Signature); the public keys are published at /.well-known/jwks.json."
    )
    sheet.tell(told, small=True, grey=True)


def _tell_moment(text: str) -> str:
    """To the minute, as the reader writes days; the embedded record has it to the microsecond."""
    if not text:
        return ""
    return f"{date_format(datetime.fromisoformat(text).astimezone(UTC), 'DATETIME_FORMAT')} UTC"


def _find_all(names: Iterable[str]) -> Iterable[Path]:
    return filter(None, map(find_picture, names))
