"""A certificate on paper: what was attended, for how long, and the code that leads to its check."""

from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.languages import LanguageMap, get_direction
from museion.core.paper import Sheet
from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import seal_file
from museion.core.site_address import get_site_address
from museion.events.models import Certificate, CertificateRule
from museion.events.showing import describe_place, describe_time


def draw_certificate(certificate: Certificate, rule: CertificateRule | None, *, language: str) -> bytes:
    """Sealed: any change of the file shows."""
    with translation.override(language):
        content = _draw(certificate, rule, language)
    statement = {"type": "certificate", "certificate": certificate.key, "token": certificate.token}
    return seal_file(content, statement, get_signing_key())


def _draw(certificate: Certificate, rule: CertificateRule | None, language: str) -> bytes:
    event = certificate.event
    title = LanguageMap(event.titles).pick(language).text or event.key
    bodies = ", ".join(LanguageMap(body.names).pick(language).text for body in event.bodies.all())
    address = f"{get_site_address()}/certificates/{certificate.token}"
    sheet = Sheet(foot=address, is_right_to_left=get_direction(language) == "rtl", made_at=certificate.issued_at)
    kind = str(certificate.get_kind_display())
    sheet.set_title(f"{kind[:1].upper()}{kind[1:]}")
    sheet.set_lang(language)
    sheet.tell(bodies)
    sheet.ln(24)
    sheet.head(f"{kind[:1].upper()}{kind[1:]}")
    sheet.ln(6)
    sheet.tell(_("This certifies that"))
    sheet.head(certificate.name)
    sheet.tell(_("took part in"))
    sheet.head(title)
    competence = rule.competence.pref_labels.pick(language).text if rule and rule.competence else ""
    sheet.facts(
        [
            (_("When"), describe_time(event, language)),
            (_("Where"), describe_place(event, language)),
            (_("Hours"), str(rule.hours) if rule and rule.hours is not None else ""),
            (_("Competence"), competence),
            (_("Issued"), f"{certificate.issued_at:%Y-%m-%d}"),
            (_("Certificate"), certificate.key),
            (_("Signed for the organisers"), rule.signatory if rule else ""),
        ]
    )
    sheet.ln(8)
    sheet.tell(_("Whether it still stands is told at the address of the code."), small=True, grey=True)
    sheet.code(address)
    return bytes(sheet.output())
