"""Statements of banks, read without the database: ISO 20022 camt.053 and tables."""

from museion.network.bank.camt053 import read_camt053
from museion.network.bank.entries import BankFileError, Entry, Fault, Statement, Unreadable
from museion.network.bank.tables import read_table

__all__ = ["BankFileError", "Entry", "Fault", "Statement", "Unreadable", "read_bank_file"]


def read_bank_file(content: bytes) -> Statement:
    """Money that came in, whatever the form. Raises `BankFileError` for what is no statement of a bank."""
    return read_camt053(content) if content.lstrip()[:1] == b"<" else read_table(content)
