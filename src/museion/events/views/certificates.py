"""Certificates: the public page that checks one, the paper, and what organisers do."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages
from museion.core.problems import ProblemError
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check, check_file
from museion.events.actions.certificates import issue_certificates, revoke_certificate, save_rule
from museion.events.models import Certificate, CertificateRule, Event
from museion.events.problems import EventError
from museion.events.queries.attendance import get_presences
from museion.events.showing import describe_place, describe_time
from museion.events.terms import CertificateKind
from museion.events.views.choices import list_themes
from museion.events.views.forms import find_managed, read_field, read_known, read_number, take_form
from museion.events.views.managing import get_tabs
from museion.events.views.registrations import keep_private
from museion.vocabulary.models import Concept


def show_certificate_record(request: HttpRequest, record: Certificate) -> HttpResponse:
    """Whoever may open the record sees what everybody sees who holds its link."""
    return HttpResponseRedirect(f"/certificates/{record.token}")


@require_GET
def show_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever was shown a certificate: whether it is genuine, and whether it still stands."""
    certificate = need_certificate(token)
    language = get_languages(request)[0]
    event = certificate.event
    context = {
        "certificate": certificate,
        "event": event,
        "rule": CertificateRule.objects.filter(event=event).select_related("competence").first(),
        "is_genuine": check(certificate.statement, list_public_keys()).finding == Finding.GENUINE,
        "when": describe_time(event, language),
        "where": describe_place(event, language),
    }
    return keep_private(render(request, "events/certificate.html", context))


@require_GET
def send_certificate(request: HttpRequest, token: str) -> HttpResponse:
    from museion.events.paper.certificate import (
        draw_certificate,  # its printing library is slow to load, and few starts draw
    )

    certificate = need_certificate(token)
    if certificate.revoked_at:
        raise ProblemError(410, _("Revoked"), _("This certificate was revoked."), "revoked-certificate")
    rule = CertificateRule.objects.filter(event=certificate.event).select_related("competence").first()
    content = draw_certificate(certificate, rule, language=get_language() or "en")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificate-{certificate.key}.pdf"'
    return keep_private(response)


@require_http_methods(["GET", "POST"])
def check_paper(request: HttpRequest) -> HttpResponse:
    """A file that somebody was sent: is it as it was issued?"""
    finding, certificate = "", None
    file = request.FILES.get("file")
    if request.method == "POST" and file is not None and (file.size or 0) <= settings.MAX_UPLOAD_BYTES:
        proof = check_file(file.read(), list_public_keys())
        finding = proof.finding.value
        if proof.finding == Finding.GENUINE:
            certificate = Certificate.objects.filter(token=proof.statement.get("token", "")).first()
    return render(request, "events/certificate_check.html", {"finding": finding, "certificate": certificate})


def need_certificate(token: str) -> Certificate:
    rows = Certificate.objects.select_related("event", "registration")
    certificate = rows.filter(token=token).first()
    if certificate is None:
        raise ProblemError(404, _("This link does not work"), _("No certificate has this address."), "no-certificate")
    return certificate


@require_http_methods(["GET", "POST"])
def show_certificates(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    return take_form(
        request,
        lambda: _act(request, event),
        lambda problem: _show_certificates(request, event, problem),
        address=request.path,
    )


def _show_certificates(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    rule = CertificateRule.objects.filter(event=event).first()
    context = {
        **get_tabs(event, "manage/certificates"),
        "rule": rule,
        "kinds": CertificateKind.choices,
        "concepts": list_themes(get_languages(request)[0]),
        "presences": get_presences(event, rule),
        "may_issue": may(get_actor(request), "certificate.create", event),
        "problem": problem,
    }
    return keep_private(render(request, "events/certificates.html", context))


def _act(request: HttpRequest, event: Event) -> None:
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    match read_field(request, "do"):
        case "rule":
            save_rule(event, _read_rule(request), **told)
        case "issue":
            issue_certificates(event, **told)
        case "revoke":
            certificate = get_object_or_404(Certificate, event=event, key=read_field(request, "certificate", 9))
            revoke_certificate(certificate, read_field(request, "reason", 500), **told)


def _read_rule(request: HttpRequest) -> dict[str, Any]:
    try:
        hours = Decimal(read_field(request, "hours", 8).replace(",", ".")) if read_field(request, "hours") else None
    except InvalidOperation as error:
        raise EventError(_("Hours are a number, such as 12.5."), "hours") from error
    if hours is not None and not 0 < hours < 10_000:
        raise EventError(_("Hours are a number, such as 12.5."), "hours")
    return {
        "kind": read_known(request, "kind", CertificateKind.values) or CertificateKind.ATTENDANCE.value,
        "least_percent": read_number(request, "least_percent", most=100) or 0,
        "hours": hours,
        "competence": Concept.objects.current().filter(key=read_field(request, "competence", 9)).first(),
        "valid_years": read_number(request, "valid_years", most=50),
        "signatory": read_field(request, "signatory", 300),
    }
