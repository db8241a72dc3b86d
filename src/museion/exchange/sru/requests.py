"""What a request asks, in the words of SRU 1.1, 1.2 and 2.0, which differ."""

from dataclasses import dataclass

from django.http import QueryDict

from museion.exchange.sru.diagnostics import Code, SruError

MOST_RECORDS = 100
_VERSIONS = ("1.1", "1.2", "2.0")
_SCHEMAS = {
    "": "oai_dc",
    "dc": "oai_dc",
    "oai_dc": "oai_dc",
    "info:srw/schema/1/dc-v1.1": "oai_dc",
    "info:srw/schema/1/marcxml-v1.1": "marcxml",
}
_KNOWN = frozenset(
    {
        "operation",
        "version",
        "query",
        "querytype",
        "startrecord",
        "maximumrecords",
        "recordpacking",
        "recordxmlescaping",
        "recordschema",
        "httpaccept",
        "responsetype",
        "stylesheet",
        "renderedby",
        "resultsetttl",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `query` is empty for explain. `start` counts from 1."""

    version: str
    query: str = ""
    start: int = 1
    most: int = 10
    prefix: str = "oai_dc"
    is_escaped: bool = False


def find_version(given: QueryDict) -> str:
    """The version to answer in: as stated, 1.2 where an operation is named, else 2.0, which names neither."""
    stated = given.get("version", "")
    if stated in _VERSIONS:
        return stated
    return "1.2" if "operation" in given or stated else "2.0"


def read_asked(given: QueryDict) -> Asked:
    """Raises `SruError`."""
    _check_names(given)
    version = find_version(given)
    if given.get("version", version) not in _VERSIONS:
        raise SruError(Code.UNSUPPORTED_VERSION, _VERSIONS[-1])
    operation = given.get("operation", "")
    if operation not in {"", "explain", "searchRetrieve"}:
        raise SruError(Code.UNSUPPORTED_OPERATION, operation[:40])
    query = given.get("query", "")
    if operation == "explain" or (not operation and "query" not in given):
        return Asked(version)
    if not query.strip():
        raise SruError(Code.MISSING_PARAMETER, "query")
    query_type = given.get("queryType", "cql").lower()
    if query_type not in {"cql", "searchterms"}:
        raise SruError(Code.UNSUPPORTED_VALUE, "queryType")
    return Asked(
        version,
        query if query_type == "cql" else _quote_terms(query),
        start=_read_number(given, "startRecord", 1, least=1),
        most=min(_read_number(given, "maximumRecords", 10, least=0), MOST_RECORDS),
        prefix=_SCHEMAS.get(given.get("recordSchema", ""), given.get("recordSchema", "")),
        is_escaped=_read_packing(given, version),
    )


def _quote_terms(words: str) -> str:
    """Bare words (queryType `searchTerms`) as CQL."""
    held = words.replace("\\", " ").replace('"', " ").replace("*", " ")
    return f'cql.anywhere all "{held}"'


def _check_names(given: QueryDict) -> None:
    """Names that begin with x- are anybody's extensions."""
    for name in given:
        if name.lower() not in _KNOWN and not name.lower().startswith("x-"):
            raise SruError(Code.UNSUPPORTED_PARAMETER, name[:40])


def _read_number(given: QueryDict, name: str, default: int, *, least: int) -> int:
    text = given.get(name, "") or str(default)
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < least:
        raise SruError(Code.UNSUPPORTED_VALUE, name)
    return int(text)


def _read_packing(given: QueryDict, version: str) -> bool:
    """Up to 1.2 `recordPacking` says whether records are text; in 2.0 `recordXMLEscaping` does."""
    if version == "2.0" and "recordXMLEscaping" in given:
        packing = given.get("recordXMLEscaping", "")
    elif version == "2.0":
        packing = "string" if given.get("recordPacking") == "string" else "xml"
    else:
        packing = given.get("recordPacking", "xml")
    if packing not in {"xml", "string"}:
        raise SruError(Code.UNSUPPORTED_PACKING, packing[:40])
    return packing == "string"
