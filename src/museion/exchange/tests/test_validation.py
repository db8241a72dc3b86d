"""Nothing goes out that breaks the rules of its format: whole records pass, and each rule that is broken is told."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import etree

from museion.core.access import Actor
from museion.exchange.formats.rules import find_cap_flaws, find_skos_flaws
from museion.exchange.formats.validation import Check, check_by_grammar
from museion.exchange.models import FeedFlaw
from museion.exchange.models import Publication as Published
from museion.exchange.offered import GRAMMARS, KNOWN_XML
from museion.exchange.stored import unpack
from museion.exchange.tests.conftest import Publish, Repository
from museion.heritage.actions import update_object
from museion.library.formats.mods import write_mods
from museion.library.formats.publication import Publication
from museion.library.tests.publications import make_article, make_report

CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>museion-7</identifier><sender>desk@museion.example</sender>
<sent>2026-03-14T12:00:00+00:00</sent><status>Exercise</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>fr</language><category>Met</category><event>inondation</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty><expires>2026-03-15T12:00:00+01:00</expires><headline>Le fleuve monte</headline>
<area><areaDesc>Saint-Louis</areaDesc><polygon>16,-16 16,-15 17,-15 16,-16</polygon><circle>16.03,-16.49 60.0</circle></area></info></alert>"""
EDM = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:edm="http://www.europeana.eu/schemas/edm/"
 xmlns:ore="http://www.openarchives.org/ore/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<edm:ProvidedCHO rdf:about="https://m.example/id/1"><dc:title xml:lang="fr">Jarre</dc:title><dc:type>jar</dc:type><edm:type>IMAGE</edm:type></edm:ProvidedCHO>
<ore:Aggregation rdf:about="https://m.example/id/1#a"><edm:aggregatedCHO rdf:resource="https://m.example/id/1"/>
<edm:dataProvider>Musée du fleuve</edm:dataProvider><edm:isShownAt rdf:resource="https://m.example/id/1"/><edm:provider>Museion</edm:provider>
<edm:rights rdf:resource="http://creativecommons.org/publicdomain/mark/1.0/"/></ore:Aggregation></rdf:RDF>"""
SKOS = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="https://t.example/1"><skos:prefLabel xml:lang="es">cestería</skos:prefLabel><skos:altLabel xml:lang="es">cesto</skos:altLabel>
<skos:broader rdf:resource="https://t.example/2"/><skos:inScheme rdf:resource="https://t.example/"/></skos:Concept></rdf:RDF>"""
MARC = """<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">k1</controlfield>
<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Guide</subfield></datafield></record>"""
MODS = """<mods xmlns="http://www.loc.gov/mods/v3" version="3.8"><titleInfo xml:lang="ru-Latn"><title>Muzei i navodneniia</title>
<subTitle>opyt Peru</subTitle></titleInfo><titleInfo type="translated" xml:lang="es"><title>Museos e inundaciones</title></titleInfo>
<name type="personal"><namePart>Núñez, María</namePart><namePart type="date">1961-</namePart>
<role><roleTerm type="code" authority="marcrelator">edt</roleTerm></role></name><typeOfResource>text</typeOfResource><genre>report</genre>
<originInfo><place><placeTerm type="text">Lima</placeTerm></place><publisher>Editorial Ribera</publisher><dateIssued>2019</dateIssued></originInfo>
<language><languageTerm type="code" authority="iso639-2b">rus</languageTerm></language><physicalDescription><extent>112 p.</extent></physicalDescription>
<subject><topic>Floods</topic></subject><subject><geographicCode authority="iso3166">PE</geographicCode></subject>
<relatedItem type="host"><titleInfo><title>Cuadernos de la Ribera</title></titleInfo><part><detail type="volume"><number>7</number></detail>
<extent unit="pages"><list>45-67</list></extent></part></relatedItem><identifier type="isbn" invalid="yes">978184533213</identifier>
<location><url>https://example.org/ribera/7</url></location><recordInfo><recordIdentifier>w1</recordIdentifier></recordInfo></mods>"""
WHOLE: dict[str, tuple[str, Check]] = {
    "cap": (CAP, check_by_grammar("cap", find_cap_flaws)),
    "edm": (EDM, KNOWN_XML["edm"][2]),
    "skos": (SKOS, check_by_grammar("skos", find_skos_flaws)),
    "marcxml": (MARC, check_by_grammar("marcxml")),
    "mods": (MODS, check_by_grammar("mods")),
}
_CC = "http://creativecommons.org/publicdomain/mark/1.0/"
# Format, what stands there, what takes its place.
BREACHES = [
    ("cap", "<identifier>museion-7</identifier>", ""),
    ("cap", "museion-7", "museion 7"),
    ("cap", "<sender>desk@museion.example</sender>", ""),
    ("cap", "12:00:00+00:00", "12:00:00Z"),
    ("cap", "<status>Exercise</status>", "<status>Practice</status>"),
    ("cap", "<scope>Public</scope>", "<scope>Restricted</scope>"),
    ("cap", "<msgType>Alert</msgType>", "<msgType>Cancel</msgType>"),
    ("cap", "<category>Met</category>", ""),
    ("cap", "<event>inondation</event>", "<event> </event>"),
    (
        "cap",
        "<urgency>Expected</urgency><severity>Severe</severity>",
        "<severity>Severe</severity><urgency>Expected</urgency>",
    ),
    ("cap", "16,-16</polygon>", "16,-14</polygon>"),
    ("cap", "16,-15 17,-15 ", ""),
    ("cap", "16.03,-16.49 60.0", "96.03,-16.49 60.0"),
    ("cap", "</info>", "<colour>red</colour></info>"),
    ("edm", '<dc:title xml:lang="fr">Jarre</dc:title>', ""),
    ("edm", "<dc:type>jar</dc:type>", "<dc:type> </dc:type>"),
    ("edm", "<dc:type>jar</dc:type>", ""),
    ("edm", "IMAGE", "TEXT"),
    ("edm", "IMAGE", "PICTURE"),
    ("edm", "<edm:dataProvider>Musée du fleuve</edm:dataProvider>", ""),
    ("edm", '<edm:isShownAt rdf:resource="https://m.example/id/1"/>', ""),
    (
        "edm",
        '<edm:aggregatedCHO rdf:resource="https://m.example/id/1"/>',
        '<edm:aggregatedCHO rdf:resource="https://m.example/id/2"/>',
    ),
    ("edm", _CC, _CC.replace("http", "https")),
    ("edm", _CC, "all rights reserved"),
    ("edm", "</ore:Aggregation>", '<edm:hasView rdf:resource="https://m.example/p.jpg"/></ore:Aggregation>'),
    ("skos", "</skos:Concept>", '<skos:prefLabel xml:lang="es">cesta</skos:prefLabel></skos:Concept>'),
    ("skos", "cesto", "cestería"),
    ("skos", "</skos:Concept>", '<skos:related rdf:resource="https://t.example/2"/></skos:Concept>'),
    ("skos", ' rdf:about="https://t.example/1"', ""),
    ("skos", "cestería", ""),
    ("marcxml", "00000nam", "nam"),
    ("marcxml", 'tag="245"', 'tag="24"'),
    ("marcxml", 'ind1="0"', 'ind1="10"'),
    ("marcxml", ' code="a"', ""),
    ("mods", 'version="3.8"', 'version="2.0"'),
    ("mods", "Museos e inundaciones", " "),
    ("mods", 'type="translated"', 'type="other"'),
    ("mods", 'xml:lang="es"', 'xml:lang="es es"'),
    ("mods", '"personal"', '"person"'),
    ("mods", "<namePart>Núñez, María</namePart>", "Núñez, María"),
    ("mods", ">text<", ">book<"),
    ("mods", "<dateIssued>2019</dateIssued>", "<date>2019</date>"),
    ("mods", ">rus<", ">ru<"),
    ("mods", "<topic>Floods</topic>", ""),
    ("mods", '"iso3166"', '"iso"'),
    ("mods", '"host"', '"journal"'),
    ("mods", ' unit="pages"', ""),
    ("mods", '"yes"', '"true"'),
    ("mods", "ribera/7<", "ribera 7<"),
    ("mods", "<recordInfo><recordIdentifier>w1</recordIdentifier></recordInfo>", ""),
    ("mods", "</mods>", "<shelf>B 12</shelf></mods>"),
]


@pytest.mark.parametrize("form", WHOLE)
def test_a_whole_record_passes(form: str) -> None:
    text, check = WHOLE[form]
    assert check(text.encode()) == []
    assert check(b"<broken")[0].startswith("not well-formed")


@pytest.mark.parametrize(("form", "stands", "instead"), BREACHES)
def test_each_rule_that_is_broken_is_told(form: str, stands: str, instead: str) -> None:
    text, check = WHOLE[form]
    assert stands in text
    assert check(text.replace(stands, instead, 1).encode())


@pytest.mark.parametrize("make", [make_report, make_article])
def test_what_the_library_writes_in_mods_is_mods(make: Callable[[], Publication]) -> None:
    work = make()
    work.relations = [{"kind": "continues", "title": "Cahiers"}, {"kind": "other_form"}]
    work.subjects += [{"kind": "person", "text": "Riva-Agüero, José de la"}, {"kind": "period", "text": "1970-1979"}]
    work.classifications = [{"scheme": "udc", "code": "069.44"}]
    work.contributors.append({"name": "Qori", "role": "translator of the captions"})
    assert GRAMMARS["mods"](etree.tostring(write_mods(work, identifier="w1"))) == []


def test_objects_with_many_pictures_and_odd_rights_go_out_as_europeana_asks(
    repository: Repository, operator: Actor, now: object, publish: Publish
) -> None:
    pictures = [f"https://m.example/{n}.jpg" for n in range(3)]
    values = {"external_images": pictures, "rights": "https://creativecommons.org/licenses/by-sa/4.0"}
    update_object(repository.jar, values, actor=operator, at=now)  # type: ignore[arg-type]
    publish(4)
    held = unpack(bytes(Published.objects.get(key=repository.jar.key, prefix="edm").content)).decode()
    assert "http://creativecommons.org/licenses/by-sa/4.0/" in held
    assert not FeedFlaw.objects.exists()


def test_what_breaks_a_rule_waits_on_the_board(
    client: Client,
    repository: Repository,
    operator: Actor,
    now: object,
    publish: Publish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    break_rights: Callable[[object], str] = lambda _described: "https://example.org/mine"  # noqa: E731
    monkeypatch.setattr("museion.heritage.formats.edm.find_rights_address", break_rights)
    update_object(repository.jar, {"rights": "mine"}, actor=operator, at=now)  # type: ignore[arg-type]
    publish(4)
    flaw = FeedFlaw.objects.get()
    assert (flaw.key, flaw.prefix, flaw.owner) == (repository.jar.key, "edm", repository.museum.key)
    assert Published.objects.get(key=repository.jar.key, prefix="edm").is_deleted
