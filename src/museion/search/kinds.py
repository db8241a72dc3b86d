"""The kind of record that the room holds. A saved search is its owner's alone, so it is in no list, no index and no harvest."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.core.models import Record
from museion.search.models import SavedSearch


def show_saved_search(request: HttpRequest, record: Record) -> HttpResponse:
    """Its page is the owner's; everybody else is told there that nothing is here."""
    return HttpResponseRedirect(f"/saved/{record.key}")


KINDS = (
    Kind(
        name="saved_search",
        model=SavedSearch,
        label=_("saved search"),
        label_plural=_("saved searches"),
        page=show_saved_search,
        in_navigation=False,
    ),
)
