"""What parsers are fuzzed with: one small, sound input of each format, to be broken."""

import io
import zipfile

import openpyxl
from fpdf import FPDF
from PIL import Image

from museion.library.formats.writers import FORMATS, Written
from museion.library.tests.publications import make_article, make_report
from museion.library.tests.test_marc import TODAY
from museion.response.tests.alerts_in_words import write_alert

CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:a@example\r\nDTSTAMP:20260101T000000Z\r
DTSTART;TZID=Africa/Dakar:20260310T090000\r\nDURATION:PT2H\r\nRRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\r\nEXDATE;TZID=Africa/Dakar:20260317T090000\r
GEO:14.69;-17.44\r\nSUMMARY;LANGUAGE=fr:R\xc3\xa9union\\, du\r\n  bureau\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
TURTLE = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <https://x.example/s> a skos:ConceptScheme .
<https://x.example/1> a skos:Concept ; skos:inScheme <https://x.example/s> ; skos:prefLabel "jarre"@fr, "Krug"@de ;
skos:narrower <https://x.example/2> ; skos:notation "1.1" . <https://x.example/2> a skos:Concept ; skos:prefLabel "amphore"@fr ."""
RDF_XML = b"""<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x "https://x.example/">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="&x;1"><skos:prefLabel xml:lang="fr">jarre</skos:prefLabel><skos:broader rdf:resource="&x;2"/></skos:Concept></rdf:RDF>"""
JSON_LD = b"""{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [{"@id": "https://x.example/1", "@type": "skos:Concept",
"skos:prefLabel": [{"@value": "jarre", "@language": "fr"}], "skos:broader": {"@id": "https://x.example/2"}}]}"""
CAMT_053 = b"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">95.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-15</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Awa Diop</Nm></Dbtr>
</RltdPties><RmtInf><Ustrd>Fee 2026 p9a5yj8n3</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""
BANK_TABLE = b"date,amount,currency,payer,reference\n2026-01-15,95.00,EUR,Awa Diop,Fee 2026\n"
EPUB_PARTS = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
    "p.opf": b'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": b"<html><body><p>Jarres</p></body></html>",
}
LIDO = """<lido:lidoWrap xmlns:lido="http://www.lido-schema.org"><lido:lido><lido:lidoRecID lido:type="local">a/1</lido:lidoRecID>
<lido:descriptiveMetadata xml:lang="de"><lido:objectClassificationWrap><lido:objectWorkTypeWrap><lido:objectWorkType><lido:term>Krug</lido:term>
</lido:objectWorkType></lido:objectWorkTypeWrap></lido:objectClassificationWrap><lido:objectIdentificationWrap><lido:titleWrap><lido:titleSet>
<lido:appellationValue xml:lang="de">Großer Krug</lido:appellationValue></lido:titleSet></lido:titleWrap><lido:objectMeasurementsWrap>
<lido:objectMeasurementsSet><lido:displayObjectMeasurements>H. 32,5 cm</lido:displayObjectMeasurements></lido:objectMeasurementsSet>
</lido:objectMeasurementsWrap></lido:objectIdentificationWrap><lido:eventWrap><lido:eventSet><lido:event><lido:eventType><lido:term>Herstellung
</lido:term></lido:eventType><lido:eventDate><lido:date><lido:earliestDate>1730</lido:earliestDate><lido:latestDate>1745</lido:latestDate></lido:date>
</lido:eventDate></lido:event></lido:eventSet></lido:eventWrap></lido:descriptiveMetadata></lido:lido></lido:lidoWrap>""".encode()
TABLE = 'Lot,Title,Estimate\n1,"Jarre, à deux anses",EUR 100-200\n2,青花瓷盤,\n'.encode()
JSON_LINES = (
    b'{"id": 1, "title": "Krug", "dates": {"begin": "1730"}}\n{"id": "2", "title": null, "list": [1, 2.5, true]}\n'
)
DATES = (
    "c. 1730-45", "3rd century BCE", "1976-77", "1984-06~/2004", "late 19th c.?", "昭和12年", "before 1650",
    "{1667,1668}", "Frühes 15. Jahrhundert", "-450", "1850s", "24 Mar 1871", "XVIIIe siècle", "Y-17e7",
)  # fmt: skip
QUESTIONS = (
    'title:"blue vase" AND NOT (maker:Monet OR 1850..1900)', "country:SN kind:museum ..1900", "«voile» -loan near Dakar 20 km",
    "(((a) b) c) OR *", "photo* 1930.. paris~", "updated:2020..",
)  # fmt: skip
CQLS = (
    'dc.title any "jar vase" and dc.date within "1700 1800"',
    'cql.serverChoice = "x" not a prox b sortBy dc.title/sort.descending',
    ">dc=urn:x a",
)
MEASUREMENTS = (
    "H. 32,5 cm; Ø 12 in.",
    "12 3/4 × 8 1/2 in. (32.4 × 21.6 cm)",
    "diam. 3′ 4″, 2.5 kg",
    "1.200 x 800 mm (ohne Rahmen)",
)
PROVENANCE = (
    (
        "Possibly Giovanni de' Medici [1421-1463], Florence; by descent to his son, 1463 [1]; (sale, Christie's, London, 24 March 1871, lot 12, "
        "to Agnew's for £120); bought by the museum, 1932. [1] See Smith 1901."
    ),
    "Galerie Thannhauser, München, bis 1937; beschlagnahmt 1938; Privatsammlung (USA), seit vor 1950.",
)


def make_workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Lot", "Title", "Estimate"], [1, "Jarre", "EUR 100-200"], ["2a", "青花瓷盤", None]):
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def make_paper() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=11)
    paper.multi_cell(
        0, 6, "1\nA blue and white jar, China, 18th century\nHeight 32.5 cm\nEUR 1,000-2,000\n\n2\nA bronze figure"
    )
    return bytes(paper.output())


def make_pictures() -> list[bytes]:
    files = []
    picture = Image.radial_gradient("L").resize((48, 40))
    for name, mode in (
        ("JPEG", "RGB"),
        ("PNG", "LA"),
        ("GIF", "P"),
        ("TIFF", "F"),
        ("WEBP", "RGB"),
        ("TIFF", "1"),
        ("JPEG", "CMYK"),
    ):
        file = io.BytesIO()
        picture.convert(mode).save(file, name)
        files.append(file.getvalue())
    return files


def make_archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def make_epub() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in EPUB_PARTS.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_publications() -> list[bytes]:
    """Both publications in every format that publications are written in."""
    written = [Written(each, "w1", "https://museion.example/id/w1", TODAY) for each in (make_report(), make_article())]
    return [form.write(each) for form in FORMATS for each in written]


def make_alert() -> bytes:
    return write_alert()
