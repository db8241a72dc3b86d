"""The six verbs of OAI-PMH 2.0 (4). Each returns the inside of its answer, or raises `OaiError`."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from museion.core.kinds import KINDS
from museion.exchange.formats import dublin_core
from museion.exchange.identity import make_identifier, read_identifier
from museion.exchange.models import Publication
from museion.exchange.oai.arguments import Asked
from museion.exchange.oai.errors import Code, OaiError
from museion.exchange.oai.listing import PAGE_SIZES, write_list
from museion.exchange.oai.moments import format_moment, read_interval
from museion.exchange.oai.sets import check_spec, find_saved_sets, list_branches, list_top_sets, name_branches
from museion.exchange.oai.tokens import LIFETIME, Position, read_token, to_number, write_token
from museion.exchange.oai.writing import element, write_header, write_record
from museion.exchange.offered import list_formats
from museion.exchange.stored import unpack

Formats = dict[str, tuple[str, str]]


def identify(asked: Asked, now: datetime) -> list[bytes]:
    first = Publication.objects.order_by("datestamp").values_list("datestamp", flat=True).first() or now
    facts = [
        ("repositoryName", "Museion"),
        ("baseURL", f"{asked.base_url}/oai"),
        ("protocolVersion", "2.0"),
        ("adminEmail", settings.DEFAULT_FROM_EMAIL),
        ("earliestDatestamp", format_moment(first)),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ("compression", "gzip"),
    ]
    return [
        *(f"{element(*fact)}\n".encode() for fact in facts),
        _describe_identifiers(),
        _describe_languages(asked.base_url),
    ]


def _describe_identifiers() -> bytes:
    """After the guideline for OAI identifiers (oai-identifier.xsd)."""
    namespace = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    return (
        f'<description><oai-identifier xmlns="{namespace}" xsi:schemaLocation="{namespace} {namespace}.xsd">'
        f"<scheme>oai</scheme>{element('repositoryIdentifier', settings.OAI_DOMAIN)}<delimiter>:</delimiter>"
        f"<sampleIdentifier>{make_identifier('m00000000')}</sampleIdentifier></oai-identifier></description>\n"
    ).encode()


def _describe_languages(base_url: str) -> bytes:
    """Which language is meant where a text states none, and which others the repository writes in."""
    namespace, others = "http://www.openarchives.org/OAI/2.0/oai_dc", [code for code, _name in settings.LANGUAGES]
    told = "Texts state their language as xml:lang. The language that stands first here is the default: messages of errors are in it."
    languages = dict.fromkeys([settings.LANGUAGE_CODE, *others])
    return (
        f'<description><dc xmlns="{namespace}/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xsi:schemaLocation="{namespace}/ {namespace}.xsd"><dc:title>Museion</dc:title>'
        f'<dc:description xml:lang="en">{told}</dc:description>'
        f"{element('dc:identifier', base_url)}"
        f"{''.join(f'<dc:language>{code}</dc:language>' for code in languages)}</dc></description>\n"
    ).encode()


def list_metadata_formats(asked: Asked, _now: datetime) -> list[bytes]:
    offered = gather_formats()
    prefixes = list(offered)
    if identifier := asked.get("identifier"):
        key = _find_key(identifier)
        prefixes = sorted(Publication.objects.filter(key=key, is_deleted=False).values_list("prefix", flat=True))
        if not prefixes:
            raise OaiError(Code.NO_METADATA_FORMATS, f"{identifier} was deleted, so it goes out in no format any more.")
    return [
        _write_format(prefix, *offered[prefix], base_url=asked.base_url) for prefix in prefixes if prefix in offered
    ]


def _write_format(prefix: str, schema: str, namespace: str, *, base_url: str) -> bytes:
    address = base_url + schema if schema.startswith("/") else schema
    parts = (("metadataPrefix", prefix), ("schema", address), ("metadataNamespace", namespace))
    return f"<metadataFormat>{''.join(element(*part) for part in parts)}</metadataFormat>\n".encode()


def gather_formats() -> Formats:
    """Schema and namespace of every format by its prefix, Dublin Core first."""
    gathered: Formats = {dublin_core.PREFIX: (dublin_core.SCHEMA, dublin_core.NAMESPACE)}
    for kind in KINDS.values():
        for prefix, form in list_formats(kind).items():
            gathered.setdefault(prefix, (form.schema, form.namespace))
    return gathered


def _find_key(identifier: str) -> str:
    key = read_identifier(identifier)
    if not key or not Publication.objects.filter(key=key).exists():
        raise OaiError(Code.ID_DOES_NOT_EXIST, f"No record has the identifier {identifier[:120]}.")
    return key


def list_sets(asked: Asked, now: datetime) -> list[bytes]:
    token, size = asked.get("resumptionToken"), PAGE_SIZES["ListSets"]
    position = read_token(token, asked.verb) if asked.arguments else Position(asked.verb)
    top = [] if position.sent else list_top_sets()
    if not top and not position.sent:
        raise OaiError(Code.NO_SET_HIERARCHY, "Nothing was published yet, so there are no sets.")
    specs = list_branches(position.branch, size + 1)
    shown = [*top, *name_branches(specs[:size])]
    parts = [f"<set>{element('setSpec', spec)}{element('setName', name)}</set>\n".encode() for spec, name in shown]
    is_last = len(specs) <= size
    if is_last and not position.sent:
        return parts
    sent = position.sent + len(shown)
    following = "" if is_last else write_token(Position(asked.verb, branch=specs[size - 1], sent=sent))
    expires = "" if is_last else f' expirationDate="{format_moment(now + LIFETIME)}"'
    return [*parts, f'<resumptionToken{expires} cursor="{position.sent}">{following}</resumptionToken>\n'.encode()]


def list_records(asked: Asked, now: datetime) -> list[bytes]:
    """ListIdentifiers and ListRecords, which differ in what a row shows."""
    if "resumptionToken" in asked.arguments:
        return write_list(read_token(asked.get("resumptionToken"), asked.verb), now)
    since, until = read_interval(asked.get("from"), asked.get("until"))
    check_spec(asked.get("set"))
    _check_prefix(asked.get("metadataPrefix"))
    ends = min(until, now) if until else now
    position = Position(
        asked.verb,
        prefix=asked.get("metadataPrefix"),
        set_spec=asked.get("set"),
        since=to_number(since),
        until=to_number(ends),
    )
    return write_list(position, now)


def _check_prefix(prefix: str) -> None:
    if prefix not in gather_formats():
        told = f"No format has the prefix {prefix[:40]}; there are {', '.join(gather_formats())}."
        raise OaiError(Code.CANNOT_DISSEMINATE_FORMAT, told)


def get_record(asked: Asked, _now: datetime) -> list[bytes]:
    key, prefix = _find_key(asked.get("identifier")), asked.get("metadataPrefix")
    row = Publication.objects.filter(key=key, prefix=prefix).first()
    if row is None:
        told = f"This record does not go out as {prefix[:40]}; ListMetadataFormats with its identifier tells how."
        raise OaiError(Code.CANNOT_DISSEMINATE_FORMAT, told)
    sets = [row.set_spec, *find_saved_sets([key]).get(key, ())]
    header = write_header(make_identifier(key), row.datestamp, sets, is_deleted=row.is_deleted)
    return [write_record(header, unpack(bytes(row.content)))]


VERBS: dict[str, Callable[[Asked, datetime], list[bytes]]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_records,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
