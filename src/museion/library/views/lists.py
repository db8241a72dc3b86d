"""Reading lists: everybody reads a public one; its owner adds, removes and shares."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.problems import ProblemError
from museion.library.actions.readers import add_to_list, create_list, remove_from_list, withdraw_list
from museion.library.formats.citations import cite
from museion.library.models import ReadingList
from museion.library.values import read_work
from museion.library.views.works import find_work


def show_list(request: HttpRequest, record: ReadingList) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    items = [
        (item, cite(read_work(item.work), identifier=item.work.key, style="APA", language=languages[0]))
        for item in record.items.select_related("work")
        if not item.work.withdrawn_at and viewer.sees_record(item.work)
    ]
    context = {
        "title": record.titles.pick(languages).text or record.key,
        "items": items,
        "is_owner": record.owner_id == get_actor(request).account_id,
    }
    return render_record(request, record, "library/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def show_lists(request: HttpRequest) -> HttpResponse:
    """The lists of whoever is signed in, and a form for a new one."""
    actor = get_actor(request)
    if request.method == "POST" and (title := request.POST.get("title", "").strip()[:300]):
        titles = {get_language() or "en": title}
        made = create_list(titles, is_public="public" in request.POST, actor=actor, at=timezone.now())
        return HttpResponseRedirect(f"/library/lists/{made.key}")
    lists = ReadingList.objects.current().filter(owner_id=actor.account_id).order_by("-changed_at")
    return render(request, "library/lists.html", {"lists": list(lists)})


def find_own_list(request: HttpRequest, key: str) -> ReadingList:
    held = ReadingList.objects.current().filter(key=key.lower(), owner_id=get_actor(request).account_id).first()
    if held is None:
        raise ProblemError(404, _("No such list"), _("None of your lists has this address."), "no-record")
    return held


@login_required
@require_GET
def show_own_list(request: HttpRequest, key: str) -> HttpResponse:
    """The owner's address of a list, private or not."""
    return show_list(request, find_own_list(request, key))


@login_required
@require_POST
def change_list(request: HttpRequest, key: str, step: str) -> HttpResponse:
    held, actor, at = find_own_list(request, key), get_actor(request), timezone.now()
    if step == "withdraw":
        withdraw_list(held, actor=actor, at=at)
        return HttpResponseRedirect("/library/lists")
    work = find_work(request, request.POST.get("work", ""))
    if step == "add":
        add_to_list(held, work, note=request.POST.get("note", "")[:1000], actor=actor, at=at)
    else:
        remove_from_list(held, work, actor=actor, at=at)
    return HttpResponseRedirect(f"/library/lists/{held.key}")
