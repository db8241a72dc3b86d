"""ISO 20022 camt.053 (BankToCustomerStatement), versions 02 to 12: the entries that were credited and booked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from museion.network.bank.entries import BankFileError, Entry


def read_camt053(content: bytes) -> list[Entry]:
    """Debits, reversals and entries that are not booked yet (`PDNG`) are left away."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise BankFileError(f"line {error.lineno}: {error.msg}") from error
    namespace = etree.QName(root).namespace or ""
    if ":camt.053." not in namespace:
        raise BankFileError(
            f"expected a camt.053 statement, found {etree.QName(root).localname} of {namespace or 'no'} namespace"
        )
    paths = {"c": namespace}
    entries = root.iterfind(".//c:Stmt/c:Ntry", paths)
    return [entry for node in entries if _is_income(node, paths) for entry in _read_entry(node, paths)]


def _is_income(node: Any, paths: dict[str, str]) -> bool:
    status = node.findtext("c:Sts/c:Cd", "", paths) or node.findtext("c:Sts", "", paths)
    is_reversal = node.findtext("c:RvslInd", "", paths) in {"true", "1"}
    return node.findtext("c:CdtDbtInd", "", paths) == "CRDT" and status.strip() in {"BOOK", ""} and not is_reversal


def _read_entry(node: Any, paths: dict[str, str]) -> Iterator[Entry]:
    """A collective entry has one part a payer; each becomes an entry of its own."""
    details = node.findall("c:NtryDtls/c:TxDtls", paths)
    reference = node.findtext("c:AcctSvcrRef", "", paths) or node.findtext("c:NtryRef", "", paths)
    for number, part in enumerate(details or [node], start=1):
        amount = part.find("c:Amt", paths)
        if amount is None:
            amount = part.find("c:AmtDtls/c:TxAmt/c:Amt", paths)
        if amount is None:
            amount = node.find("c:Amt", paths)
        own = part.findtext("c:Refs/c:AcctSvcrRef", "", paths) or part.findtext("c:Refs/c:TxId", "", paths)
        yield Entry(
            reference=own or (f"{reference}/{number}" if len(details) > 1 else reference),
            amount=_read_amount(amount, node),
            currency=amount.get("Ccy", "") if amount is not None else "",
            booked_date=_read_day(node, paths),
            text=" ".join(
                text for path in ("c:RmtInf/c:Ustrd", "c:RmtInf/c:Strd/c:CdtrRefInf/c:Ref", "c:Refs/c:EndToEndId")
                for text in (found.text for found in part.iterfind(path, paths)) if text
            ),
            payer=part.findtext("c:RltdPties/c:Dbtr/c:Nm", "", paths) or part.findtext("c:RltdPties/c:Dbtr/c:Pty/c:Nm", "", paths),
            place=f"line {node.sourceline}",
        )  # fmt: skip


def _read_amount(node: Any, entry: Any) -> Decimal:
    try:
        amount = Decimal((node.text or "").strip()) if node is not None else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite():
        raise BankFileError(f"line {entry.sourceline}: the entry has no amount")
    return amount


def _read_day(node: Any, paths: dict[str, str]) -> date:
    text = node.findtext("c:BookgDt/c:Dt", "", paths) or node.findtext("c:BookgDt/c:DtTm", "", paths)[:10]
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BankFileError(f"line {node.sourceline}: the entry has no booking day") from error
