"""ISO 20022 camt.053 (BankToCustomerStatement), versions 02 to 12: the entries that were credited and booked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from museion.core.wording import Wording
from museion.network.bank.entries import (
    BankFileError,
    Entry,
    Fault,
    Read,
    Statement,
    Unreadable,
    UnreadableError,
    make_statement,
    read_amount,
    read_day,
)


def read_camt053(content: bytes) -> Statement:
    """Debits, reversals and entries that are not booked yet (`PDNG`) are left away; one that lacks its amount or day stops no other."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        told = Wording("line %(line)s: not XML: %(why)s", line=str(error.lineno), why=error.msg or "")
        raise BankFileError(told) from error
    namespace = etree.QName(root).namespace or ""
    if ":camt.053." not in namespace:
        told = Wording(
            "expected a camt.053 statement, found %(name)s of the namespace “%(namespace)s”",
            name=etree.QName(root).localname,
            namespace=namespace,
        )
        raise BankFileError(told)
    paths = {"c": namespace}
    entries = root.iterfind(".//c:Stmt/c:Ntry", paths)
    return make_statement(line for node in entries if _is_income(node, paths) for line in _read_entry(node, paths))


def _is_income(node: Any, paths: dict[str, str]) -> bool:
    status = node.findtext("c:Sts/c:Cd", "", paths) or node.findtext("c:Sts", "", paths)
    is_reversal = node.findtext("c:RvslInd", "", paths) in {"true", "1"}
    return node.findtext("c:CdtDbtInd", "", paths) == "CRDT" and status.strip() in {"BOOK", ""} and not is_reversal


def _read_entry(node: Any, paths: dict[str, str]) -> Iterator[Read]:
    """A collective entry has one part a payer; each becomes an entry of its own."""
    details = node.findall("c:NtryDtls/c:TxDtls", paths)
    reference = node.findtext("c:AcctSvcrRef", "", paths) or node.findtext("c:NtryRef", "", paths)
    for number, part in enumerate(details or [node], start=1):
        own = part.findtext("c:Refs/c:AcctSvcrRef", "", paths) or part.findtext("c:Refs/c:TxId", "", paths)
        text = " ".join(_list_texts(part, paths))
        try:
            amount, currency = _read_amount(part, node, paths)
            yield Entry(
                reference=own or (f"{reference}/{number}" if len(details) > 1 else reference),
                amount=amount,
                currency=currency,
                booked_date=_read_day(node, paths),
                text=text,
                payer=_read_payer(part, paths),
                line=node.sourceline,
            )
        except UnreadableError as error:
            yield Unreadable(node.sourceline, error.fault, " ".join(filter(None, (_read_payer(part, paths), text))))


def _list_texts(part: Any, paths: dict[str, str]) -> Iterator[str]:
    for path in ("c:RmtInf/c:Ustrd", "c:RmtInf/c:Strd/c:CdtrRefInf/c:Ref", "c:Refs/c:EndToEndId"):
        yield from (found.text for found in part.iterfind(path, paths) if found.text)


def _read_payer(part: Any, paths: dict[str, str]) -> str:
    names = ("c:RltdPties/c:Dbtr/c:Nm", "c:RltdPties/c:Dbtr/c:Pty/c:Nm")
    return next((str(found) for name in names if (found := part.findtext(name, "", paths))), "")


def _read_amount(part: Any, entry: Any, paths: dict[str, str]) -> tuple[Decimal, str]:
    """Amount and currency: of the part, else of the whole entry."""
    places = (part.find("c:Amt", paths), part.find("c:AmtDtls/c:TxAmt/c:Amt", paths), entry.find("c:Amt", paths))
    held = next((place for place in places if place is not None), None)
    if held is None:
        raise UnreadableError(Fault.AMOUNT)
    return read_amount(held.text or ""), held.get("Ccy", "")


def _read_day(node: Any, paths: dict[str, str]) -> date:
    return read_day(node.findtext("c:BookgDt/c:Dt", "", paths) or node.findtext("c:BookgDt/c:DtTm", "", paths)[:10])
