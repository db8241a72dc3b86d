"""The librarian's form: one screen, every field reachable with the keyboard, names and subjects looked up while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import AccessLevel, NotAllowedError, check_right
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.library.actions.curating import may_edit
from museion.library.actions.templates import delete_template, save_template
from museion.library.actions.works import create_work, update_work
from museion.library.incoming.form import fill_form, keep_unsaid, read_form
from museion.library.incoming.form_parts import FormError
from museion.library.models import CatalogueTemplate, Work
from museion.library.queries.authorities import find_concepts, is_name, look_up
from museion.library.queries.works import find_by_numbers, get_works
from museion.library.terms import ROLES, ReferenceType
from museion.library.views.works import find_work
from museion.network.models import Body


@require_http_methods(["GET", "POST"])
def show_new(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_right(actor, "work.create")
    template = CatalogueTemplate.objects.filter(name=request.GET.get("template", "")).first()
    if request.method == "GET":
        sent = fill_form(template.values if template else {})
        return _show(request, sent, [], None)
    return _save(request, None)


@require_http_methods(["GET", "POST"])
def show_edit(request: HttpRequest, key: str) -> HttpResponse:
    work = find_work(request, key)
    if not may_edit(get_actor(request), work):
        raise NotAllowedError(get_actor(request), "work.update", work)
    if request.method == "GET":
        return _show(request, fill_form(_read_held(request, work)), [], work)
    return _save(request, work)


def _read_held(request: HttpRequest, work: Work) -> dict[str, Any]:
    viewer, languages = get_viewer(request), get_languages(request)
    concepts = [
        (concept.pref_labels.pick(languages).text, concept.key)
        for concept in work.concepts.order_by("id")
        if viewer.sees_record(concept)
    ]
    body, above = work.issued_by, work.parent
    ties = {
        "issued_by": (body.names.pick(languages).text, body.key) if body and viewer.sees_record(body) else None,
        "parent": (above.titles.pick(languages).text, above.key) if above and viewer.sees_record(above) else None,
    }
    return {name: getattr(work, name) for name in _FORM_COLUMNS} | {"concepts": concepts, **ties}


_FORM_COLUMNS = [
    "reference_type",
    "titles",
    "other_titles",
    "responsibility",
    "contributors",
    "languages",
    "original_languages",
    "edition",
    "place",
    "publisher",
    "date_text",
    "extent",
    "frequency",
    "series",
    "host",
    "notes",
    "abstracts",
    "subjects",
    "countries",
    "numbers",
    "links",
    "rights",
    "access",
    "is_reading_room_only",
]


def _save(request: HttpRequest, work: Work | None) -> HttpResponse:
    actor, at = get_actor(request), timezone.now()
    try:
        values = read_form(request.POST)
        links = _find_links(request, values, work)
    except FormError as error:
        return _show(request, request.POST, error.problems, work)
    if "save_template" in request.POST and request.POST.get("template_name", "").strip():
        kept = {name: value for name, value in values.items() if not name.endswith("_id")}
        save_template(request.POST["template_name"].strip(), kept, actor=actor)
        return HttpResponseRedirect("/library/catalogue/new")
    doubles = [] if work or "anyway" in request.POST else _find_doubles(request, values)
    if doubles:
        return _show(request, request.POST, [], work, doubles=doubles)
    if work:
        keep_unsaid(values, {name: getattr(work, name) for name in _FORM_COLUMNS})
        update_work(work, values, actor=actor, at=at, links=links)
    else:
        work = create_work(values, actor=actor, at=at, links=links)
    again = "/library/catalogue/new" if "and_new" in request.POST else work.url
    return HttpResponseRedirect(again)


def _find_links(request: HttpRequest, values: dict[str, Any], work: Work | None) -> dict[str, list[int]]:
    """The concepts that the subjects name; concepts that the asker may not see stay. Raises `FormError` for a key that is none."""
    viewer, keys = get_viewer(request), values.pop("concept_keys")
    found = find_concepts(keys, viewer)
    unknown = [key for key in keys if key not in found]
    unknown += [held["key"] for held in values["contributors"] if "key" in held and not is_name(held["key"], viewer)]
    if unknown:
        told = _("“%(key)s” is no key of a person, body or subject: look it up again, or take the brackets away.")
        raise FormError([told % {"key": key} for key in unknown])
    _tie(request, values, work)
    unseen = [held.pk for held in work.concepts.all() if not viewer.sees_record(held)] if work else []
    return {"concepts": sorted({*(held.pk for held in found.values()), *unseen})}


def _tie(request: HttpRequest, values: dict[str, Any], work: Work | None) -> None:
    """The issuing body and the larger publication by their numbers. What the asker may not see stays as it was."""
    viewer = get_viewer(request)
    rows: dict[str, Any] = {"issued_by": Body.objects.current().visible_to(viewer), "parent": get_works(viewer)}
    for name, found in rows.items():
        key, held = values.pop(f"{name}_key"), getattr(work, name) if work else None
        if key is None or (not key and held and not viewer.sees_record(held)):
            continue
        chosen = found.filter(key=key).first() if key else None
        if key and chosen is None:
            raise FormError([_("No record has the key %(key)s.") % {"key": key}])
        if name == "parent" and chosen and work and _stands_below(chosen, work):
            raise FormError([_("A publication is no part of itself: choose another one that it stands in.")])
        values[f"{name}_id"] = chosen.pk if chosen else None


def _stands_below(chosen: Any, work: Work) -> bool:
    """Whether the way up from the chosen one leads to this one."""
    seen: set[int] = set()
    while chosen is not None and chosen.pk not in seen:
        if chosen.pk == work.pk:
            return True
        seen.add(chosen.pk)
        chosen = chosen.parent
    return False


def _find_doubles(request: HttpRequest, values: dict[str, Any]) -> list[Work]:
    """Records that have one of the typed numbers already."""
    numbers = [(held["scheme"], held["value"]) for held in values["numbers"] if held.get("is_valid", True)]
    return find_by_numbers(numbers, get_viewer(request)) if numbers else []


def _show(
    request: HttpRequest, sent: Any, problems: list[str], work: Work | None, *, doubles: list[Work] | None = None
) -> HttpResponse:
    context = {
        "work": work,
        "sent": sent,
        "problems": problems,
        "doubles": doubles or [],
        "types": ReferenceType.choices,
        "roles": ROLES,
        "levels": [choice for choice in AccessLevel.choices if choice[0] != AccessLevel.SEALED],
        "templates": list(CatalogueTemplate.objects.all()),
        "title": _("Edit a publication") if work else _("Catalogue a publication"),
    }
    return render(request, "library/catalogue.html", context, status=422 if problems else 200)


@require_POST
def remove_template(request: HttpRequest, number: int) -> HttpResponse:
    template = get_object_or_404(CatalogueTemplate, pk=number)
    delete_template(template, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect("/library/catalogue/new")


@require_GET
def send_authorities(request: HttpRequest) -> HttpResponse:
    """Options for a datalist: people, bodies and subjects that begin as typed, from the register and the thesauri."""
    text, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "name")
    found = look_up(text, kind, get_viewer(request), get_languages(request)) if len(text) > 1 else []
    return render(request, "library/authorities.html", {"found": found})
