"""Certificates: the public page that checks one, and the paper."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from museion.events.models import Certificate


def show_certificate_record(request: HttpRequest, record: Certificate) -> HttpResponse:
    """Whoever may open the record sees what everybody sees who holds its link."""
    return HttpResponseRedirect(f"/certificates/{record.token}")
