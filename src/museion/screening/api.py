"""The loss register over HTTP: losses and looted sites, as far as the asker may read them."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.screening.queries.losses import get_looted_sites, get_losses
from museion.screening.representations import LossJson, SiteJson, describe_loss, describe_site
from museion.screening.terms import LossStatus

router = Router(tags=["loss register"])


class LossQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {
        "status": "status",
        "country": "loss_country__iexact",
        "source_name": "source",
        "reference_number": "reference_number",
        "inventory_number": "inventory_number",
    }
    status: LossStatus | None = None
    country: str | None = None
    source_name: str | None = None
    reference_number: str | None = None
    inventory_number: str | None = None


class SiteQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"country": "country__iexact"}
    country: str | None = None


@router.get("/losses", response=Page[LossJson], summary="List losses")
def list_losses(request: HttpRequest, query: Query[LossQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_losses(viewer), query, lambda loss: describe_loss(loss, viewer))


@router.get("/losses/{key}", response=LossJson, summary="Read a loss")
def read_loss(request: HttpRequest, response: HttpResponse, key: str) -> LossJson:
    viewer = get_viewer(request)
    return describe_loss(answer_record(get_losses(viewer), key, response), viewer)


@router.get("/looted-sites", response=Page[SiteJson], summary="List looted sites")
def list_looted_sites(request: HttpRequest, query: Query[SiteQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_looted_sites(viewer), query, lambda site: describe_site(site, viewer))


@router.get("/looted-sites/{key}", response=SiteJson, summary="Read a looted site")
def read_looted_site(request: HttpRequest, response: HttpResponse, key: str) -> SiteJson:
    viewer = get_viewer(request)
    return describe_site(answer_record(get_looted_sites(viewer), key, response), viewer)
