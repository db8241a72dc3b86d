"""Credits of makers: names apart from how sure the attribution is, from dates and nationality."""

import pytest

from museion.heritage.formats.makers import Maker, make_maker, read_life, read_maker
from museion.heritage.terms import MakerKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rembrandt", Maker("Rembrandt")),
        ("attributed to Artemisia Gentileschi", Maker("Artemisia Gentileschi", qualifier="attributed to")),
        ("Rembrandt, attributed to", Maker("Rembrandt", qualifier="attributed to")),
        ("atelier de Jean Bérain", Maker("Jean Bérain", qualifier="workshop of")),
        ("Titian (?)", Maker("Titian", qualifier="possibly by")),
        (
            "Circle of Hans Baldung (German, 1484–1545)",
            Maker("Hans Baldung", qualifier="circle of", life="1484–1545", nationality="German"),
        ),
        ("Leonardo da Vinci", Maker("Leonardo da Vinci")),
        ("葛飾北斎", Maker("葛飾北斎")),
        ("Wiener Werkstätte", Maker("Wiener Werkstätte", "company")),
        ("Yoruba peoples", Maker("Yoruba peoples", "cultural_group")),
        ("Okänd", Maker("Okänd", "unknown")),
        ("Unknown artist", Maker("Unknown artist", "unknown")),
    ],
)
def test_a_credit_is_taken_apart(text: str, expected: Maker) -> None:
    assert read_maker(text) == expected
    assert expected.kind in MakerKind.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(American, born France. 1911–2010)", ("American", "born France. 1911–2010")),
        ("(French, 1901–1985)", ("French", "1901–1985")),
        ("(American)", ("American", "")),
        ("(Nationality unknown)", ("", "")),
        ("(Japanese, active 1963–64)", ("Japanese", "active 1963–64")),
        ("(American, born 1939) (German, 1924–2006)", ("", "(American, born 1939) (German, 1924–2006)")),
    ],
)
def test_nationality_and_life_come_apart_in_the_words_of_the_source(text: str, expected: tuple[str, str]) -> None:
    assert read_life(text) == expected


def test_a_role_that_is_a_qualifier_becomes_one() -> None:
    fields = {"name": "Luke Swank", "role": "after", "born": "1890-01-01", "died": "1944-01-01", "kind": "Person"}
    assert make_maker(fields) == Maker("Luke Swank", qualifier="after", life="1890–1944")


def test_a_credit_without_a_name_is_no_maker() -> None:
    assert make_maker({"name": " ", "role": "painter"}) is None
