"""The statutes as they hold on a day, as known at a moment; and the form in which a rule is written."""

from dataclasses import replace
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import check_right, may
from museion.core.http.asking import get_actor, get_languages
from museion.core.http.forms import FormError, need_field, read_field, read_form_day, read_form_number
from museion.governance.actions.statutes import RuleDraft, correct_rule, create_rule, replace_rule
from museion.governance.labels import FACT_LABELS
from museion.governance.models import StatuteRule
from museion.governance.statutes import RuleSyntaxError
from museion.governance.terms import Subject


@require_GET
def show_statutes(request: HttpRequest) -> HttpResponse:
    problem, day = "", timezone.now().date()
    try:
        day = read_form_day(request.GET.get("day", "")) or day
    except FormError as error:
        problem = str(error)
    rows = StatuteRule.objects.known().filter(valid_from__lte=day).exclude(valid_until__lt=day).order_by("place")
    subjects = [(label, [row for row in rows if row.subject == code]) for code, label in Subject.choices]
    context = {
        "subjects": [(label, held) for label, held in subjects if held],
        "day": day,
        "days": sorted({row.valid_from for row in StatuteRule.objects.known()}),
        "may_write": may(get_actor(request), "statute.create"),
        "problem": problem,
    }
    return render(request, "governance/statutes.html", context)


@require_GET
def show_rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule through time: every wording there was, and slips that were corrected."""
    rows = list(StatuteRule.objects.filter(name=name).order_by("-valid_from", "-recorded_at"))
    if not rows:
        get_object_or_404(StatuteRule, name=name)
    context = {"name": name, "rows": rows, "may_write": may(get_actor(request), "statute.update")}
    return render(request, "governance/rule.html", context)


@require_http_methods(["GET", "POST"])
def show_rule_form(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A new rule, or the next wording of one that is there."""
    actor, problem = get_actor(request), ""
    check_right(actor, "statute.create")
    held = get_object_or_404(StatuteRule.objects.known(), pk=number) if number else None
    if request.method == "POST":
        try:
            draft = _read_draft(request, held)
            told: dict[str, Any] = {"actor": actor, "at": timezone.now(), "reason": read_field(request, "reason")}
            rule = _write(held, draft, told)
            return HttpResponseRedirect(f"/statutes/rules/{rule.name}")
        except (FormError, RuleSyntaxError) as error:
            problem = str(error)
    context = {
        "rule": held,
        "form": _fill(held, get_languages(request)[0]) if held and request.method == "GET" else request.POST,
        "subjects": Subject.choices,
        "facts": sorted(FACT_LABELS.items()),
        "problem": problem,
    }
    return render(request, "governance/rule_form.html", context, status=422 if problem else 200)


def _write(held: StatuteRule | None, draft: RuleDraft, told: dict[str, Any]) -> StatuteRule:
    """From a later day on it is the next wording; from the same day on it corrects a slip, with the reason."""
    if held is None:
        return create_rule(draft, **told)
    if draft.valid_from > held.valid_from:
        return replace_rule(held, draft, **told)
    if not told["reason"]:
        raise FormError(_("Say what was wrong: a slip is corrected with its reason."))
    return correct_rule(held, replace(draft, valid_until=held.valid_until), **told)


def _read_draft(request: HttpRequest, held: StatuteRule | None) -> RuleDraft:
    valid_from = read_form_day(need_field(request, "valid_from"))
    if valid_from is None or (held and valid_from < held.valid_from):
        raise FormError(
            _("The new wording holds from a later day than the one before, or corrects it from the same day.")
        )
    language = get_languages(request)[0]
    return RuleDraft(
        name=held.name if held else need_field(request, "name"),
        article=need_field(request, "article"),
        texts={**(held.texts if held else {}), language: need_field(request, "text")},
        valid_from=valid_from,
        subject=Subject(held.subject if held else need_field(request, "subject")),
        when=_read_lines(request, "when"),
        require=_read_lines(request, "require"),
        parameters=_read_parameters(read_field(request, "parameters")),
        place=held.place if held else read_form_number(read_field(request, "place") or "100"),
    )


def _read_lines(request: HttpRequest, name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, read_field(request, name).splitlines())))


def _read_parameters(text: str) -> dict[str, Any]:
    try:
        read = orjson.loads(text or "{}")
    except orjson.JSONDecodeError as error:
        raise FormError(_("The parameters are no JSON object: %(problem)s") % {"problem": error}) from error
    if not isinstance(read, dict):
        raise FormError(_('The parameters are a JSON object, such as {"proxies": 4}.'))
    return read


def _fill(rule: StatuteRule, language: str) -> dict[str, str]:
    return {
        "article": rule.article,
        "text": rule.texts.pick(language).text,
        "when": "\n".join(rule.when),
        "require": "\n".join(rule.require),
        "parameters": orjson.dumps(rule.parameters).decode(),
        "valid_from": "",
    }
