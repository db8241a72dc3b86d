"""Invoices, receipts and membership cards on paper (PDF), in the reader's language."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.languages import get_direction
from museion.core.paper import Sheet
from museion.network.belonging.cards import Card
from museion.network.models import Due, Payment
from museion.network.terms import MemberCategory


def write_invoice(due: Due, *, at: datetime) -> bytes:
    return _write(due.invoice_number, lambda sheet: _fill_invoice(sheet, due), at)


def write_receipt(payment: Payment, *, at: datetime) -> bytes:
    return _write(payment.receipt_number, lambda sheet: _fill_receipt(sheet, payment), at)


def write_card_sheet(card: Card, code: str, *, at: datetime) -> bytes:
    """`code`: what the QR code holds, the address that proves the signed statement behind its “#”."""
    return _write(card.number, lambda sheet: _fill_card(sheet, card, code), at)


def _fill_invoice(sheet: Sheet, due: Due) -> None:
    sheet.head(_("Invoice %(number)s") % {"number": due.invoice_number})
    sheet.facts(
        [
            (_("For"), str(due.holder)),
            (_("Membership"), f"{MemberCategory(due.category).label} {due.band}".strip()),
            (_("Year"), str(due.year)),
            (_("Issued on"), date_format(due.issued_date, "DATE_FORMAT")),
            (_("To be paid by"), date_format(due.due_date, "DATE_FORMAT")),
            (_("Amount"), _money(due.amount, due.currency)),
            (_("Paid so far"), _money(due.paid, due.currency) if due.paid else ""),
        ]
    )
    sheet.tell(_("Please write %(number)s as the purpose of your payment.") % {"number": due.invoice_number})


def _fill_receipt(sheet: Sheet, payment: Payment) -> None:
    due = payment.due
    sheet.head(_("Receipt %(number)s") % {"number": payment.receipt_number})
    sheet.facts(
        [
            (_("Received from"), str(due.holder)),
            (_("Amount"), _money(payment.amount, due.currency)),
            (_("On"), date_format(payment.paid_date, "DATE_FORMAT")),
            (_("By"), str(payment.get_means_display())),
            (_("For the invoice"), due.invoice_number),
            (_("Still open"), _money(max(due.amount - due.paid, Decimal()), due.currency)),
        ]
    )


def _fill_card(sheet: Sheet, card: Card, code: str) -> None:
    sheet.head(_("Membership card"))
    sheet.facts(
        [
            (_("Name"), card.name),
            (_("Number"), card.number),
            (_("Membership"), str(MemberCategory(card.category).label)),
            (_("Valid until"), date_format(card.valid_until, "DATE_FORMAT")),
        ]
    )
    sheet.code(code, side=62)
    sheet.tell(_("Anybody can prove the code offline with the keys that this site publishes."), small=True, grey=True)


def _write(foot: str, fill: Callable[[Sheet], None], at: datetime) -> bytes:
    language = translation.get_language() or "en"
    sheet = Sheet(foot=f"Museion · {foot}", is_right_to_left=get_direction(language) == "rtl", made_at=at)
    fill(sheet)
    return bytes(sheet.output())


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:.2f} {currency}"
