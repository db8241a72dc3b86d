"""A pair of publications is judged by its numbers and words, with reasons for and against."""

from museion.library.formats.publication import Publication
from museion.library.matching.duplicates import CERTAIN, judge
from museion.library.tests.publications import make_article, make_report


def test_the_same_number_and_title_are_certain() -> None:
    other = make_report()
    other.titles = {"es": "Museos e inundaciones."}
    judged = judge(make_report(), other)
    assert judged.degree == CERTAIN
    assert {reason.code for reason in judged.reasons} >= {"number", "title", "people", "year"}


def test_without_numbers_words_decide() -> None:
    other = make_article()
    other.titles = {"fr": "La conservation preventive des jarres : un bilan"}
    assert judge(make_article(), other).degree == "likely"
    other.date_text = "1987"
    assert judge(make_article(), other).degree == ""


def test_two_volumes_under_one_isbn_are_not_certain() -> None:
    number = [{"scheme": "isbn", "value": "9781845332136"}]
    one = Publication(titles={"en": "Register of corporations. v. 1"}, numbers=number, date_text="2003")
    two = Publication(titles={"en": "Register of corporations. v. 2"}, numbers=number, date_text="2003")
    assert judge(one, two).degree != CERTAIN
    assert any(reason.code == "title_numbers_differ" and reason.weight < 0 for reason in judge(one, two).reasons)
