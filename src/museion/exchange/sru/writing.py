"""The XML of SRU's answers, in the namespaces of 1.x and 2.0."""

from dataclasses import dataclass

from museion.exchange.formats.texts import clean_text, escape
from museion.exchange.sru.answering import Answer, Found
from museion.exchange.sru.diagnostics import MESSAGES, Code, SruError
from museion.exchange.sru.indexes import list_indexes
from museion.exchange.sru.requests import MOST_RECORDS, Asked

_EXPLAIN = "http://explain.z3950.org/dtd/2.0/"
_CODES = "info:srw/diagnostic/1/"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one version calls things."""

    namespace: str
    diagnostic: str
    escaping: str


OLD = Dialect("http://www.loc.gov/zing/srw/", "http://www.loc.gov/zing/srw/diagnostic/", "recordPacking")
NEW = Dialect(
    "http://docs.oasis-open.org/ns/search-ws/sruResponse",
    "http://docs.oasis-open.org/ns/search-ws/diagnostic",
    "recordXMLEscaping",
)


def get_dialect(version: str) -> Dialect:
    return NEW if version == "2.0" else OLD


def write_search(asked: Asked, answer: Answer) -> bytes:
    dialect = get_dialect(asked.version)
    records = b"".join(_write_record(found, asked, dialect) for found in answer.records)
    following = asked.start + len(answer.records)
    parts = [
        _open("searchRetrieveResponse", asked.version, dialect),
        f"<numberOfRecords>{answer.total}</numberOfRecords>".encode(),
        b"<records>" + records + b"</records>" if records else b"",
        f"<nextRecordPosition>{following}</nextRecordPosition>".encode()
        if answer.records and following <= answer.total
        else b"",
        _echo(asked),
        b"</searchRetrieveResponse>\n",
    ]
    return b"".join(parts)


def _open(name: str, version: str, dialect: Dialect) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{name} xmlns="{dialect.namespace}"><version>{version}</version>'.encode()


def _echo(asked: Asked) -> bytes:
    return (
        f"<echoedSearchRetrieveRequest><version>{asked.version}</version><query>{escape(clean_text(asked.query))}</query>"
        f"<startRecord>{asked.start}</startRecord><maximumRecords>{asked.most}</maximumRecords>"
        f"<recordSchema>{escape(clean_text(asked.prefix))}</recordSchema></echoedSearchRetrieveRequest>"
    ).encode()


def _write_record(found: Found, asked: Asked, dialect: Dialect) -> bytes:
    escaping = "string" if asked.is_escaped else "xml"
    content, schema = found.content, asked.prefix
    if not content:
        content, schema = (
            write_diagnostic(SruError(Code.NOT_IN_SCHEMA, asked.prefix), dialect),
            "info:srw/schema/1/diagnostics-v1.1",
        )
    data = escape(content.decode()).encode() if asked.is_escaped else content
    return b"".join(
        (
            f"<record><recordSchema>{escape(schema)}</recordSchema>".encode(),
            f"<{dialect.escaping}>{escaping}</{dialect.escaping}><recordData>".encode(),
            data,
            f"</recordData><recordIdentifier>{found.key}</recordIdentifier>".encode(),
            f"<recordPosition>{found.position}</recordPosition></record>".encode(),
        )
    )


def write_diagnostic(error: SruError, dialect: Dialect) -> bytes:
    details = f"<details>{escape(clean_text(error.details))}</details>" if error.details else ""
    return (
        f'<diagnostic xmlns="{dialect.diagnostic}"><uri>{_CODES}{error.code.value}</uri>{details}'
        f"<message>{MESSAGES[error.code]}</message></diagnostic>"
    ).encode()


def write_failure(version: str, error: SruError) -> bytes:
    dialect = get_dialect(version)
    return b"".join(
        (
            _open("searchRetrieveResponse", version, dialect),
            b"<numberOfRecords>0</numberOfRecords><diagnostics>",
            write_diagnostic(error, dialect),
            b"</diagnostics></searchRetrieveResponse>\n",
        )
    )


def write_explain(version: str, *, host: str, port: int, path: str, schemas: list[tuple[str, str]]) -> bytes:
    """ZeeRex 2.0: where the server is, which indexes and schemas it knows."""
    dialect = get_dialect(version)
    indexes = "".join(
        _write_index(name, str(field.label), is_sorted=field.is_sortable) for name, field in list_indexes().items()
    )
    held = "".join(
        f'<schema name="{escape(name)}" identifier="{escape(identifier)}"><title>{escape(name)}</title></schema>'
        for name, identifier in schemas
    )
    record = (
        f'<explain xmlns="{_EXPLAIN}"><serverInfo protocol="SRU" version="{version}"><host>{escape(host)}</host>'
        f"<port>{port}</port><database>{escape(path)}</database></serverInfo>"
        "<databaseInfo><title>Museion</title></databaseInfo>"
        f'<indexInfo><set name="dc" identifier="info:srw/cql-context-set/1/dc-v1.1"/>'
        f'<set name="cql" identifier="info:srw/cql-context-set/1/cql-v1.2"/>{indexes}</indexInfo>'
        f'<schemaInfo>{held}</schemaInfo><configInfo><default type="numberOfRecords">10</default>'
        f'<setting type="maximumRecords">{MOST_RECORDS}</setting></configInfo></explain>'
    )
    return b"".join(
        (
            _open("explainResponse", version, dialect),
            f"<record><recordSchema>{_EXPLAIN}</recordSchema><{dialect.escaping}>xml</{dialect.escaping}>".encode(),
            f"<recordData>{record}</recordData></record></explainResponse>\n".encode(),
        )
    )


def _write_index(name: str, title: str, *, is_sorted: bool) -> str:
    prefix, _, short = name.partition(".")
    sort = ' sort="true"' if is_sorted else ""
    return (
        f'<index search="true"{sort}><title>{escape(title)}</title>'
        f'<map><name set="{prefix}">{short}</name></map></index>'
    )
