"""One explainer for every score: shares of the whole or of the strongest, for and against."""

from museion.search.reasons import Measure, Part, explain


def test_shares_are_of_the_whole_and_the_weightiest_comes_first() -> None:
    told = explain([Part("subject", 1.0, "jar"), Part("title", 3.0, "jar")], Measure.WHOLE)
    assert [(entry.part.label, entry.share) for entry in told] == [("title", 75), ("subject", 25)]


def test_what_speaks_against_is_told_beside_what_speaks_for() -> None:
    told = explain([Part("title", 2.0), Part("size", -4.0), Part("year", 0.01)], Measure.STRONGEST, least=0.05)
    assert [(entry.part.label, entry.share, entry.is_against) for entry in told] == [
        ("size", 100, True),
        ("title", 50, False),
    ]


def test_no_part_explains_nothing() -> None:
    assert explain([], Measure.WHOLE) == []
