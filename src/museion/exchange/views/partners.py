"""Partners and packages, for the desk: who there is, handing a package over, its proofs, taking one in by hand."""

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import READABLE_LEVELS, AccessLevel, may
from museion.core.http.asking import get_actor
from museion.core.http.pages import render_record
from museion.core.problems import ProblemError
from museion.exchange.actions.packages import (
    Handover,
    get_store,
    prepare_package,
    receive_package,
    take_receipt,
)
from museion.exchange.actions.partners import create_partner, refresh_keys
from museion.exchange.formats.chains import find_break, get_head
from museion.exchange.formats.packages import PackageError
from museion.exchange.models import Direction, Partner, PartnerPackage
from museion.exchange.views.sources import check_desk

_TEXTS = ("name", "domain", "email", "inbox", "keys_address", "release_level", "webhook", "webhook_set")


def _get_partner(key: str) -> Partner:
    return get_object_or_404(Partner.objects.current(), key=key)


def _get_package(key: str) -> PartnerPackage:
    return get_object_or_404(PartnerPackage.objects.current().select_related("partner"), key=key)


@require_http_methods(["GET", "POST"])
def show_partners(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    if request.method == "POST":
        values = {name: request.POST.get(name, "").strip() for name in _TEXTS}
        if not values["name"] or not values["domain"] or values["release_level"] not in AccessLevel.values:
            return _tell("/exchange/partners", _("A partner needs a name, a domain and a level."))
        if Partner.objects.filter(domain=values["domain"]).exists():
            return _tell("/exchange/partners", _("There is a partner with this domain already."))
        partner = create_partner(values, actor=get_actor(request), at=timezone.now())
        return HttpResponseRedirect(partner.url)
    context = {
        "partners": Partner.objects.current().order_by("name"),
        "incoming": PartnerPackage.objects.filter(direction=Direction.INCOMING)
        .select_related("partner")
        .order_by("-id")[:20],
        "levels": AccessLevel.choices,
        "problem": request.GET.get("problem", ""),
        "may_create": may(get_actor(request), "partner.create"),
    }
    return render(request, "exchange/partners.html", context)


def _tell(address: str, problem: str) -> HttpResponse:
    return HttpResponseRedirect(f"{address}?{urlencode({'problem': problem})}")


def show_partner(request: HttpRequest, partner: Partner) -> HttpResponse:
    levels = READABLE_LEVELS[AccessLevel(partner.release_level)]
    context = {
        "title": partner.name,
        "partner": partner,
        "packages": partner.packages.order_by("-id")[:50],
        "deliveries": partner.deliveries.filter(done_at__isnull=True).order_by("-id")[:20],
        "levels": [(code, label) for code, label in AccessLevel.choices if code in levels],
        "keys": (partner.public_keys or {}).get("keys", []),
        "problem": request.GET.get("problem", ""),
        "may_hand_over": may(get_actor(request), "package.create", partner),
        "may_update": may(get_actor(request), "partner.update", partner),
    }
    return render_record(request, partner, "exchange/partner.html", context)


@require_POST
def look_up_keys(request: HttpRequest, key: str) -> HttpResponse:
    check_desk(request)
    partner = _get_partner(key)
    try:
        refresh_keys(partner, actor=get_actor(request), at=timezone.now())
    except ProblemError as error:
        return _tell(partner.url, str(error))
    return HttpResponseRedirect(partner.url)


@require_POST
def make_package(request: HttpRequest, key: str) -> HttpResponse:
    check_desk(request)
    partner, level = _get_partner(key), request.POST.get("level", "")
    keys = request.POST.get("keys", "").replace(",", " ").split()
    try:
        if level not in AccessLevel.values:
            raise PackageError("bad-level", _("Please choose a level."))
        handover = Handover(
            keys, request.POST.get("purpose", ""), AccessLevel(level), request.POST.get("case", "")[:200]
        )
        package = prepare_package(partner, handover, actor=get_actor(request), at=timezone.now())
    except (PackageError, ProblemError, ValueError) as error:
        return _tell(partner.url, str(error))
    return HttpResponseRedirect(package.url)


def show_package(request: HttpRequest, package: PartnerPackage) -> HttpResponse:
    context = {
        "title": package.package_id,
        "package": package,
        "break": find_break(package.log),
        "head": get_head(package.log),
        "problem": request.GET.get("problem", ""),
        "may_receive": may(get_actor(request), "package.receive"),
    }
    return render_record(request, package, "exchange/package.html", context)


@require_GET
def send_package(request: HttpRequest, key: str) -> FileResponse:
    check_desk(request)
    package = _get_package(key)
    path = get_store().get_path(package.file_name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{package.key}.zip")


@require_GET
def send_proof(request: HttpRequest, key: str) -> HttpResponse:
    """The detached signature; of an incoming package our receipt, which goes back to the sender."""
    check_desk(request)
    package = _get_package(key)
    content = package.signature if package.direction == Direction.OUTGOING else package.receipt
    response = HttpResponse(content, content_type="application/jose")
    response.headers["Content-Disposition"] = f'attachment; filename="{package.key}.jws"'
    return response


@require_POST
def take_in_receipt(request: HttpRequest, key: str) -> HttpResponse:
    check_desk(request)
    package = _get_package(key)
    try:
        take_receipt(package, request.POST.get("receipt", ""), actor=get_actor(request), at=timezone.now())
    except PackageError as error:
        return _tell(package.url, str(error))
    return HttpResponseRedirect(package.url)


@require_POST
def take_package(request: HttpRequest) -> HttpResponse:
    """By hand: the file and its signature as they were brought."""
    check_desk(request)
    file, proof = request.FILES.get("package"), request.FILES.get("signature")
    if not isinstance(file, UploadedFile) or not isinstance(proof, UploadedFile):
        return _tell("/exchange/partners", _("Please give the package and its signature."))
    signature = proof.read(64 * 1024).decode("ascii", errors="replace")
    try:
        package = receive_package(file.read(), signature, actor=get_actor(request), at=timezone.now())
    except PackageError as error:
        return _tell("/exchange/partners", str(error))
    return HttpResponseRedirect(package.url)
