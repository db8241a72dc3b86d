"""Doubles and merges: what is likely one, two entries beside each other, merging, undoing."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import check_right, check_somewhere
from museion.core.countries import get_country_name, is_country
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import FormError, go_back, make_missing, read_field, read_form_key
from museion.core.languages import join_words
from museion.core.outbox import count_waiting
from museion.network.actions.doubles import TOPIC, ask_for_doubles
from museion.network.actions.merging import (
    MODELS,
    Entry,
    MergeError,
    Wish,
    check_two,
    judge_different,
    kind_of,
    merge_entries,
    undo_merge,
)
from museion.network.following import count_pointers
from museion.network.labels import REASON_LABELS
from museion.network.merged import list_differences, word_value
from museion.network.models import Double, Merge

PAGE = "/doubles"
SHOWN = 50


@require_GET
def show_doubles(request: HttpRequest) -> HttpResponse:
    kind = _read_kind(request)
    actor = get_actor(request)
    check_somewhere(actor, f"{kind}.merge")
    waiting = Double.objects.filter(kind=kind, verdict=Double.Verdict.WAITING)
    of = _find_of(request)
    if of is not None:
        waiting = waiting.filter(Q(one_key=of.key) | Q(other_key=of.key))
    rows = list(waiting[:SHOWN])
    keys = {key for row in rows for key in (row.one_key, row.other_key)}
    held = {
        entry.key: entry
        for entry in MODELS[kind].objects.current().visible_to(get_viewer(request)).filter(key__in=keys)
    }
    context = {
        "kind": kind,
        "of": of,
        "rows": [_describe(row, held) for row in rows if row.one_key in held and row.other_key in held],
        "total": waiting.count(),
        "is_looking": count_waiting(TOPIC) > 0,
        "merges": Merge.objects.filter(kind=kind)[:20],
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "network/doubles.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    kind = _read_kind(request)
    ask_for_doubles(kind, actor=get_actor(request))
    return HttpResponseRedirect(f"{PAGE}?kind={kind}")


@require_POST
def differ(request: HttpRequest, number: int) -> HttpResponse:
    double = get_object_or_404(Double, pk=number)
    check_somewhere(get_actor(request), f"{double.kind}.merge")
    judge_different(double, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"{PAGE}?kind={double.kind}")


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Two entries side by side (GET), and making them one (POST)."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        kept, gone = (_find(request, sent.get(name, "")) for name in ("kept", "other"))
        kind = kind_of(kept)
        check_right(get_actor(request), f"{kind}.merge", kept)
        check_right(get_actor(request), f"{kind}.merge", gone)
        if request.method == "POST":
            choices = {name.removeprefix("field-"): value for name, value in sent.items() if name.startswith("field-")}
            wish = Wish(
                kept, gone, {name: str(value) for name, value in choices.items()}, read_field(request, "reason")
            )
            made = merge_entries(wish, actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(f"/merges/{made.pk}")
        check_two(kept, gone)
    except (FormError, MergeError) as error:
        return go_back(PAGE, str(error))
    context = {
        "kind": kind,
        "kept": kept,
        "gone": gone,
        "differences": list_differences(kept, gone),
        "following": count_pointers(gone),
    }
    return render(request, "network/merge.html", context)


@require_GET
def show_merge(request: HttpRequest, number: int) -> HttpResponse:
    held = get_object_or_404(Merge, pk=number)
    check_right(get_actor(request), f"{held.kind}.merge", _find(request, held.kept_key))
    fields = [(name, word_value(held.before.get(name)), word_value(value)) for name, value in held.after.items()]
    context = {"merge": held, "fields": fields, "problem": request.GET.get("problem", "")}
    return render(request, "network/merged.html", context)


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    held = get_object_or_404(Merge, pk=number)
    try:
        undo_merge(held, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason"))
    except MergeError as error:
        return go_back(f"/merges/{number}", str(error))
    return HttpResponseRedirect(f"/merges/{number}")


def _read_kind(request: HttpRequest) -> str:
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("kind", "person")
    return kind if kind in MODELS else "person"


def _find_of(request: HttpRequest) -> Entry | None:
    """The one entry whose pairs are asked for."""
    text = request.GET.get("of", "")
    try:
        return _find(request, text) if text else None
    except FormError as error:
        raise make_missing(text[:20]) from error


def _find(request: HttpRequest, text: str) -> Entry:
    key = read_form_key(text)
    for model in MODELS.values():
        entry = model.objects.current().visible_to(get_viewer(request)).filter(key=key).first()
        if entry is not None:
            return entry
    raise make_missing(key)


def _describe(row: Double, held: dict[str, Entry]) -> dict[str, Any]:
    reasons = [
        (REASON_LABELS.get(each["code"], each["code"]), _name_places(each["detail"]), each["weight"] > 0)
        for each in row.reasons
    ]
    return {"double": row, "one": held[row.one_key], "other": held[row.other_key], "reasons": reasons}


def _name_places(detail: str) -> str:
    """Countries, which are compared by their codes, by their names; anything else as it is."""
    codes, language = [part.upper() for part in detail.split(", ")], get_language() or "en"
    if not all(is_country(code) for code in codes):
        return detail
    return join_words((get_country_name(code, language) for code in codes), language)
