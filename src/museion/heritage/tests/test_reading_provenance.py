"""Provenance paragraphs as museums write them become events; what is not understood stays as written."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.heritage.custody.events import Bounds
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reading import read_paragraph
from museion.heritage.custody.reading.paragraphs import LONGEST, UnreadableParagraphError
from museion.heritage.tests.custody_expectations import compare, load_expected

CMOA = Path("../shared/data/collections/cmoa.jsonl.gz")
# Shares of facts read as a person read them, over the 200 paragraphs; what they were before tuning is in measured.md.
WANTED = {"events": 0.97, "party": 0.95, "place": 0.97, "method": 0.97, "dates": 0.96, "agent": 0.99, "direct": 0.99}


def test_a_chain_with_footnotes_life_dates_and_an_auction() -> None:
    paragraph = read_paragraph(
        "Arthur Sambon [1867-1946], Paris, France, until May 1914; (sold at Galerie Georges Petit, Paris, France, "
        "May 28, 1914) [1]; purchased by Herbert DuPuy [1856-1930], Pittsburgh, PA, May 28, 1914. NOTES: [1] Lot 345."
    )
    owner, sale, buyer = paragraph.events
    assert (owner.party, owner.place, owner.country, owner.life.death.latest) == (
        "Arthur Sambon",
        "Paris, France",
        "FR",
        1946_12_31,
    )
    assert (sale.party, sale.method, sale.is_agent, sale.notes) == (
        "Galerie Georges Petit",
        Method.AUCTION,
        True,
        ("Lot 345.",),
    )
    assert (buyer.method, buyer.begin) == (Method.PURCHASE, Bounds(1914_05_28, 1914_05_28))
    assert paragraph.is_whole


@pytest.mark.parametrize(
    ("words", "begin", "end"),
    [
        ("by 1960 until after 1962", Bounds(None, 1960_12_31), Bounds(1962_01_01, None)),
        ("in 1970", Bounds(None, 1970_12_31), Bounds(1970_01_01, None)),
        ("before 1970", Bounds(None, 1969_12_31), Bounds()),
        ("1913 until April 1, 1913", Bounds(1913_01_01, 1913_12_31), Bounds(1913_04_01, 1913_04_01)),
        ("until sometime before November 1917", Bounds(), Bounds(None, 1917_10_31)),
        ("1880-1890", Bounds(1880_01_01, 1880_12_31), Bounds(1890_01_01, 1890_12_31)),
        ("after March 24, 1873", Bounds(1873_03_24, None), Bounds()),
    ],
)
def test_dates_bound_the_holding(words: str, begin: Bounds, end: Bounds) -> None:
    (event,) = read_paragraph(f"Žofie Nováková, Brno, Czech Republic, {words}").events
    assert (event.party, event.begin, event.end) == ("Žofie Nováková", begin, end)


def test_a_full_stop_is_a_gap_and_an_abbreviation_is_none() -> None:
    events = read_paragraph(
        "M. Knoedler & Co., Inc., New York, N.Y.; Dr. J. St. Clair Jr., Boston. John Doe, York."
    ).events
    assert [event.is_direct for event in events] == [False, True, False]


def test_what_came_before_is_put_before() -> None:
    earlier, gift = read_paragraph("Bequest of Dr. A. Lee, Paris\nAcquired by Dr. Lee from Li Wei, 台北, 1961.").events
    assert (earlier.party, earlier.giver, gift.method, gift.giver) == (
        "Dr. Lee",
        "Li Wei",
        Method.BEQUEST,
        "Dr. A. Lee",
    )


def test_doubt_is_kept() -> None:
    assert not any(
        event.is_certain for event in read_paragraph("Possibly Jean Petit, Lyon; probably his son Luc.").events
    )


def test_prose_is_not_taken_for_holders() -> None:
    paragraph = read_paragraph("Ailsa Bruce\n\nThis pot was once part of a service. It is not known who ordered it.")
    assert [event.party for event in paragraph.events] == ["Ailsa Bruce"]
    assert len(paragraph.prose) == 2
    assert not paragraph.is_whole


def test_a_paragraph_without_end_is_refused() -> None:
    with pytest.raises(UnreadableParagraphError, match="at most"):
        read_paragraph("A; " * LONGEST)


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    for event in read_paragraph(text).events:
        assert event.text in text[event.span[0] : event.span[1]]


def _read_cmoa() -> list[tuple[str, str]]:
    if not CMOA.exists():
        pytest.skip("../shared/data is not here")
    with gzip.open(CMOA, "rt", encoding="utf-8") as file:
        rows = map(json.loads, file)
        return [(row["accession_number"], row["provenance_text"]) for row in rows if row.get("provenance_text")]


def test_two_hundred_paragraphs_are_read_as_a_person_reads_them() -> None:
    texts = dict(_read_cmoa())
    counts: Counter[str] = Counter()
    for number, expected in load_expected().items():
        compare(expected, read_paragraph(texts[number]).events, counts)
    shares = {name: counts[name] / counts[f"of_{name}"] for name in WANTED}
    assert counts["of_events"] == 200
    assert {name: share for name, share in shares.items() if share < WANTED[name]} == {}


def test_all_paragraphs_of_a_museum_are_read_whole_or_in_part() -> None:
    paragraphs = [read_paragraph(text) for text in {text for _, text in _read_cmoa()}]
    whole = sum(paragraph.is_whole for paragraph in paragraphs)
    part = sum(paragraph.is_part for paragraph in paragraphs)
    assert len(paragraphs) == 5787
    assert whole / len(paragraphs) > 0.86
    assert (whole + part) / len(paragraphs) > 0.96


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ("Jacques Doucet [1853-1929], Paris, jusqu'en 1912; vendu à Marcel Petit, Paris, le 5 juin 1912; par descendance à son"
            " fils, Jean Petit, Lyon, vers 1930; confisqué par l'ERR, Paris, 1941. Restitué à Jean Petit, 1946; don de Jean Petit"
            " au musée, 1960"),
            [(None, "Jacques Doucet", ""), (Method.SALE, "Marcel Petit", ""), (Method.DESCENT, "Jean Petit", ""),
             (Method.CONFISCATION, "ERR", ""), (Method.RESTITUTION, "Jean Petit", ""), (Method.GIFT, "musée", "Jean Petit")],
        ),
        (
            ("Sammlung Hugo Simon, Berlin, bis 1933; versteigert bei Galerie Fischer, Luzern, am 12. Mai 1938. Erworben durch Otto"
            " Weber von Galerie Fischer, um 1940; beschlagnahmt durch Gestapo, Wien, 1941; Schenkung von Otto Weber an Kunsthaus, 1955"),
            [(None, "Hugo Simon", ""), (Method.AUCTION, "Galerie Fischer", ""), (Method.PURCHASE, "Otto Weber", "Galerie Fischer"),
             (Method.CONFISCATION, "Gestapo", ""), (Method.GIFT, "Kunsthaus", "Otto Weber")],
        ),
        (
            ("Posiblemente colección de José Gómez, Lima, antes de 1920; comprado por Juan Pérez a Galería Quixote, Madrid, 1931; por"
            " herencia a su hija, Ana Pérez, Sevilla, hasta después de 1950; legado de Ana Pérez al museo, 1970"),
            [(None, "José Gómez", ""), (Method.PURCHASE, "Juan Pérez", "Galería Quixote"), (Method.DESCENT, "Ana Pérez", ""),
             (Method.BEQUEST, "museo", "Ana Pérez")],
        ),
    ],
)  # fmt: skip
def test_french_german_and_spanish_paragraphs_are_understood_and_kept_as_written(
    text: str, expected: list[tuple[Method | None, str, str]]
) -> None:
    paragraph = read_paragraph(text)
    assert [(event.method, event.party, event.giver) for event in paragraph.events] == expected
    assert paragraph.is_whole
    assert all(event.text in text for event in paragraph.events)


def test_dates_of_other_languages_bound_the_holding_and_stand_as_written() -> None:
    doucet, petit = read_paragraph("Doucet, jusqu'après 1912; vendu à Petit, le 1er août 1920").events
    assert (doucet.end.earliest, doucet.end.latest) == (19120101, None)
    assert (petit.begin, petit.dates_text) == (Bounds(19200801, 19200801), "le 1er août 1920")
    (simon,) = read_paragraph("Sammlung Simon, von 1920 bis 1933").events
    assert (simon.begin.earliest, simon.end.latest, simon.dates_text) == (19200101, 19331231, "von 1920 bis 1933")
    (doubted,) = read_paragraph("Posiblemente Juan Pérez, Cuzco, hacia 1900").events
    assert not doubted.is_certain


def test_what_no_phrase_covers_is_kept_and_understood_in_part() -> None:
    paragraph = read_paragraph(
        "Acquis par Paul Durand, Paris, 1905; tombé en déshérence après une longue querelle, 1950"
    )
    assert [event.is_read for event in paragraph.events] == [True, False]
    assert paragraph.is_part


@pytest.mark.parametrize(
    ("text", "method", "place"),
    [
        ("sold under duress, Vienna, 1938", Method.FORCED_SALE, "Vienna"),
        ("forced sale, Berlin, 1936", Method.FORCED_SALE, "Berlin"),
        ("confiscated, Wien, 1938", Method.CONFISCATION, "Wien"),
        ("seized from Anna Weiss, Wien, 1938", Method.CONFISCATION, "Wien"),
        ("looted, Kyiv, 1941", Method.LOOTING, "Kyiv"),
        ("stolen, 1974", Method.THEFT, ""),
        ("confisquée, Paris, 1942", Method.CONFISCATION, "Paris"),
        ("beschlagnahmt, Wien, 1938", Method.CONFISCATION, "Wien"),
        ("Zwangsverkauf, Berlin, 1936", Method.FORCED_SALE, "Berlin"),
        ("robado, Lima, 1974", Method.THEFT, "Lima"),
    ],
)
def test_a_taking_is_understood_where_nobody_says_who_took_it(text: str, method: Method, place: str) -> None:
    first, taken, _last = read_paragraph(f"Anna Weiss, Paris, 1930; {text}; Paul Lamont, Paris, 1980").events
    assert first.party == "Anna Weiss"
    assert (taken.party, taken.method, taken.place, taken.is_read) == ("", method, place, True)


def test_who_buys_under_duress_is_named() -> None:
    events = read_paragraph("Anna Weiss; sold under duress to Karl Haber, Vienna, 1938; museum, 1950").events
    assert (events[1].party, events[1].method, events[1].place) == ("Karl Haber", Method.FORCED_SALE, "Vienna")
