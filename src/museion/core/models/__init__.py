"""The tables under every room: records' common columns, accounts and grants, the journal, the outbox, outgoing e-mail, import runs.

Do not add a column here that only one room needs.
"""

from museion.core.models.accounts import Account, Grant
from museion.core.models.imports import ImportRun, QuarantinedRow
from museion.core.models.journal import JournalHead, JournalLine
from museion.core.models.messages import OutgoingMessage
from museion.core.models.outbox import OutboxEntry
from museion.core.models.records import KeyAlias, KeyCounter, Record
from museion.core.models.releases import Release
from museion.core.models.tokens import ApiToken, SharedEntry

__all__ = [
    "Account",
    "ApiToken",
    "Grant",
    "ImportRun",
    "JournalHead",
    "JournalLine",
    "KeyAlias",
    "KeyCounter",
    "OutboxEntry",
    "OutgoingMessage",
    "QuarantinedRow",
    "Record",
    "Release",
    "SharedEntry",
]
