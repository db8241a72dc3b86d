"""The health of each feed that is followed, and following another. Level desk only."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.http.asking import get_actor
from museion.response.actions.feeds import FeedAddressError, follow_feed, set_following
from museion.response.feeds.facts import load_facts
from museion.response.models import Feed
from museion.response.queries.alerts import get_feeds
from museion.response.views.quarantine import check_desk


@require_http_methods(["GET", "POST"])
def show_feeds(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    if request.method == "POST":
        return _follow(request)
    feeds = list(get_feeds())
    followed = {feed.url for feed in feeds}
    known = [
        (facts, address) for facts in load_facts().values() for address in facts.addresses if address not in followed
    ]
    context = {"feeds": feeds, "known": known, "problem": request.GET.get("problem", "")}
    return render(request, "response/feeds.html", context)


@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    check_desk(request)
    feed = get_object_or_404(Feed, slug=slug)
    set_following(feed, is_active=not feed.is_active, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect("/alerts/feeds")


def _follow(request: HttpRequest) -> HttpResponse:
    url, title = request.POST.get("url", "").strip(), request.POST.get("title", "").strip()
    try:
        follow_feed(url[:1000], title=title, actor=get_actor(request), at=timezone.now())
    except FeedAddressError:
        problem = _("Please give an address that begins with http or https and is not followed already.")
        return HttpResponseRedirect(f"/alerts/feeds?{urlencode({'problem': problem})}")
    return HttpResponseRedirect("/alerts/feeds")
