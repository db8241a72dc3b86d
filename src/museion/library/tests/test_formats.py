"""Every format holds what it says it holds, names what it does not, and what it wrote is read again."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from museion.library.formats.bibtex import read_bibtex, write_bibtex
from museion.library.formats.citations import STYLES, cite
from museion.library.formats.csl import read_csl, write_csl
from museion.library.formats.datacite import read_datacite, write_datacite
from museion.library.formats.dublin_core import list_elements, make_element, read_dublin_core
from museion.library.formats.flat import list_flat_losses, read_csv, write_csv
from museion.library.formats.mods import read_mods, write_mods
from museion.library.formats.publication import FIELD_NAMES, Publication
from museion.library.formats.ris import read_ris, write_ris
from museion.library.formats.writers import FORMATS, Written, WrittenFormat
from museion.library.terms import ReferenceType
from museion.library.tests.publications import make_article, make_report
from museion.library.tests.test_marc import TODAY

CORE = ("reference_type", "titles", "contributors", "languages", "date_text")


def write(form: WrittenFormat, publication: Publication) -> bytes:
    return form.write(Written(publication, "w1", "https://museion.example/id/w1", TODAY))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_every_format_writes_every_publication(form: WrittenFormat) -> None:
    for publication in (make_report(), make_article(), Publication()):
        content = write(form, publication)
        assert content
        if form.media_type.endswith("xml"):
            etree.fromstring(content)
        elif form.media_type.endswith("json"):
            json.loads(content)


def test_what_a_format_has_no_place_for_is_named() -> None:
    losses = {form.suffix: form.list_losses(make_report()) for form in FORMATS}
    assert losses["mrc"] == losses["marcxml"] == ()
    assert losses["mods"] == ("publication_country",)
    assert "original_languages" in losses["ris"]
    assert "rights" in losses["bib"]
    assert {told.partition(":")[0] for told in set().union(*losses.values())} <= set(FIELD_NAMES)


def test_ris_is_read_as_it_was_written() -> None:
    ((again, rest),) = read_ris(write_ris([make_article()]))
    assert [getattr(again, name) for name in CORE] == [getattr(make_article(), name) for name in CORE]
    assert again.host == {key: value for key, value in make_article().host.items() if key != "issn"}
    assert rest == {}


def test_bibtex_is_read_as_it_was_written_and_a_broken_entry_is_named() -> None:
    text = (
        write_bibtex([("fall2004", make_article())])
        + "@book{broken, title = {no end\n\n@misc{ok, title={Fine}, shelf={B 12}}"
    )
    found = list(read_bibtex(text))
    key, again, _rest = found[0]
    assert key == "fall2004"
    assert isinstance(again, Publication)
    assert [getattr(again, name) for name in CORE] == [getattr(make_article(), name) for name in CORE]
    assert any(isinstance(read, str) for _, read, _ in found[1:])


def test_accents_of_tex_become_letters() -> None:
    ((_, read, rest),) = read_bibtex(
        "@book{a, author={N{\\'u}{\\~n}ez, Mar{\\'\\i}a}, title={{\\\"U}ber R{\\\"a}ume}, shelf={B 12}}"
    )
    assert isinstance(read, Publication)
    assert read.contributors[0]["name"] == "Núñez, María"
    assert read.titles == {"und": "Über Räume"}
    assert rest == {"shelf": "B 12"}


def test_csl_is_read_as_it_was_written() -> None:
    again = read_csl(write_csl(make_article(), identifier="w1"))
    assert [getattr(again, name) for name in CORE] == [getattr(make_article(), name) for name in CORE]


def test_mods_is_read_as_it_was_written() -> None:
    again = read_mods(write_mods(make_report(), identifier="w1"))
    assert again.titles == make_report().titles
    assert again.original_languages == ["en"]
    assert [held["name"] for held in again.contributors] == [
        "Ivanov, Ivan",
        "Иванов, Иван",
        "Núñez, María",
        "Comité de la Ribera",
    ]


def test_dublin_core_holds_no_markup() -> None:
    publication = make_report()
    publication.abstracts = {"es": "<p>Cómo <b>tres</b> museos &amp; uno</p><script>alert(1)</script>"}
    texts = [
        text for element, text, _ in list_elements(publication, address="https://x/id/w1") if element == "description"
    ]
    assert "Cómo tres museos & uno alert(1)" in texts
    assert not any("<" in text for text in texts)


def test_datacite_holds_the_doi_as_its_identifier() -> None:
    made = write_datacite(make_report(), address="https://x/id/w1")
    assert made["identifiers"] == [{"identifier": "10.5555/ribera.7", "identifierType": "DOI"}]


def test_a_cell_of_csv_is_no_formula() -> None:
    publication = Publication(titles={"en": '=HYPERLINK("http://bad")'}, place="=1+1")
    _head, row = write_csv([("w1", publication)])
    assert "'=1+1" in row


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_style_cites(style: str, language: str) -> None:
    text = cite(make_article(), identifier="w1", style=style, language=language)
    assert "Fall" in text or "FALL" in text
    assert "2004" in text
    assert "Revue des réserves" in text


def test_a_title_with_markup_is_cited_as_it_stands() -> None:
    publication = make_article()
    publication.titles = {"fr": "Jarres & <vases>"}
    assert "Jarres & <vases>" in cite(publication, identifier="w1", style="APA")


def test_csv_is_read_as_it_was_written_and_names_what_a_cell_has_no_place_for() -> None:
    report = make_report()
    report.notes.append({"kind": "general", "text": "a | bar; and =this"})
    for publication in (report, make_article()):
        ((_line, key, again, rest),) = read_csv("".join(write_csv([("w1", publication)])))
        assert (key, rest) == ("w1", {})
        lost = {told.partition(":")[0] for told in list_flat_losses(publication)}
        differing = {name for name in FIELD_NAMES if getattr(publication, name) != getattr(again, name)}
        assert differing == lost
    assert list_flat_losses(report) == ("contributors: dates", "contributors: scripts")


def test_csv_of_an_old_machine_is_read_and_a_cell_beyond_all_cells_is_told_with_its_line() -> None:
    read = read_csv("titles\rJarres\rLampes\r")
    assert [publication.titles["und"] for _line, _key, publication, _rest in read] == ["Jarres", "Lampes"]
    with pytest.raises(ValueError, match="not CSV"):
        list(read_csv("titles\n" + "x" * csv.field_size_limit() * 2))


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_text_survives_a_cell(text: str) -> None:
    plain = " ".join(text.split()) or "x"
    publication = Publication(titles={"fr": plain}, subjects=[{"text": plain, "kind": "topic"}], place=plain)
    ((_line, _key, again, _rest),) = read_csv("".join(write_csv([("w1", publication)])))
    assert (again.titles, again.place) == (publication.titles, plain)


def test_dublin_core_is_read_as_it_was_written() -> None:
    element = make_element(make_report(), address="https://museion.example/id/w1")
    again, rest = read_dublin_core(element, types=frozenset(ReferenceType.values))
    assert rest == {}
    assert again.titles == make_report().titles
    assert (again.reference_type, again.languages, again.countries) == ("report", ["ru"], ["PE"])
    assert again.get_numbers("isbn") == ["9781845332136"]
    assert again.get_numbers("doi") == ["10.5555/ribera.7"]
    assert {held["name"] for held in again.contributors} == {held["name"] for held in make_report().contributors}
    assert {"url": "https://example.org/ribera/7"} in again.links


def test_datacite_is_read_as_it_was_written() -> None:
    made = write_datacite(make_report(), address="https://museion.example/id/w1") | {"fundingReferences": [{"a": 1}]}
    again, rest = read_datacite(made, types=frozenset(ReferenceType.values))
    assert rest == {"fundingReferences": [{"a": 1}]}
    assert again.titles == make_report().titles
    assert (again.reference_type, again.publisher, again.countries) == ("report", "Editorial Ribera", ["PE"])
    assert again.contributors[0]["name"] == "Ivanov, Ivan"
    assert again.get_numbers("isbn") == ["9781845332136"]
    assert read_datacite({"titles": "none", "creators": [5]}, types=frozenset())[0].titles == {}
