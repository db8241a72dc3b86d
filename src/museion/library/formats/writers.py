"""Every format that a publication is written in, by its suffix; and what each of them has no place for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import orjson
from lxml import etree

from museion.library.formats import bibtex, csl, datacite, dublin_core, mods, ris
from museion.library.formats.flat import list_flat_losses, write_csv
from museion.library.formats.marc_binary import write_binary
from museion.library.formats.marc_groups import GROUPS
from museion.library.formats.marc_records import MarcRecord
from museion.library.formats.marc_writing import write_marc
from museion.library.formats.marc_xml import write_collection
from museion.library.formats.publication import FIELD_NAMES, Publication, list_losses

HELD_BY_MARC = frozenset({"reference_type", "publication_country", *GROUPS})


@dataclass(frozen=True, slots=True)
class Written:
    """A publication on its way out. `marc`: the record that it came from."""

    publication: Publication
    key: str
    address: str
    changed: date
    marc: MarcRecord | None = None

    def make_marc(self) -> MarcRecord:
        return write_marc(self.publication, control=self.key, changed=self.changed, base=self.marc)


@dataclass(frozen=True, slots=True)
class WrittenFormat:
    """`held`: the columns that it has a place for."""

    suffix: str
    label: str
    media_type: str
    held: frozenset[str]
    write: Callable[[Written], bytes]

    def list_losses(self, publication: Publication) -> tuple[str, ...]:
        lost = list_losses(publication, self.held)
        return (*lost, *list_flat_losses(publication)) if self.suffix == "csv" else lost


def _serialise(element: object) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", pretty_print=True)  # type: ignore[call-overload,no-any-return]


FORMATS: tuple[WrittenFormat, ...] = (
    WrittenFormat("mrc", "MARC21", "application/marc", HELD_BY_MARC, lambda one: write_binary(one.make_marc())),
    WrittenFormat(
        "marcxml",
        "MARCXML",
        "application/marcxml+xml",
        HELD_BY_MARC,
        lambda one: b"".join(write_collection([one.make_marc()])),
    ),
    WrittenFormat(
        "mods",
        "MODS",
        "application/mods+xml",
        mods.HELD,
        lambda one: _serialise(mods.write_mods(one.publication, identifier=one.key)),
    ),
    WrittenFormat(
        "dc",
        "Dublin Core",
        "application/xml",
        dublin_core.HELD,
        lambda one: _serialise(dublin_core.make_element(one.publication, address=one.address)),
    ),
    WrittenFormat(
        "ris",
        "RIS",
        "application/x-research-info-systems",
        ris.HELD,
        lambda one: ris.write_ris([one.publication]).encode(),
    ),
    WrittenFormat(
        "bib",
        "BibTeX",
        "application/x-bibtex",
        bibtex.HELD,
        lambda one: bibtex.write_bibtex([(one.key, one.publication)]).encode(),
    ),
    WrittenFormat(
        "csl",
        "CSL JSON",
        "application/vnd.citationstyles.csl+json",
        csl.HELD,
        lambda one: orjson.dumps([csl.write_csl(one.publication, identifier=one.key)], option=orjson.OPT_INDENT_2),
    ),
    WrittenFormat(
        "datacite",
        "DataCite",
        "application/vnd.datacite.datacite+json",
        datacite.HELD,
        lambda one: orjson.dumps(
            datacite.write_datacite(one.publication, address=one.address), option=orjson.OPT_INDENT_2
        ),
    ),
    WrittenFormat(
        "csv",
        "CSV",
        "text/csv",
        frozenset(FIELD_NAMES),
        lambda one: "".join(write_csv([(one.key, one.publication)])).encode(),
    ),
)
