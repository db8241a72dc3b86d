"""The shipped Red Lists: whole in three languages, in words that the thesauri know, never a publisher's; loaded once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from pydantic import ValidationError

from museion.core.access import Actor, NotAllowedError, make_operator
from museion.core.countries import is_country
from museion.core.models import JournalLine
from museion.screening.actions.red_lists import withdraw_red_list_types
from museion.screening.matching.facets import Description, load_knowledge
from museion.screening.matching.facets.knowledge import read_words
from museion.screening.matching.facets.wording import name_codes
from museion.screening.models import RedList, RedListCategory, RedListType
from museion.screening.queries.red_lists import get_red_list_state
from museion.screening.red_lists.documents import LANGUAGES, RedListDocument, TypeDocument, read_red_lists
from museion.screening.red_lists.loading import load_red_lists
from museion.vocabulary.thesauri import read_thesaurus

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
DOCUMENTS = list(read_red_lists())
# The mission's section 2.3 names them; years as announced.
KNOWN = {
    ("NG", 2000), ("MX", 2003), ("IQ", 2003), ("AF", 2006), ("PE", 2007), ("KH", 2009), ("GT", 2009), ("HT", 2010),
    ("CN", 2010), ("CO", 2010), ("EG", 2011), ("DO", 2013), ("SY", 2013), ("LY", 2015), ("ML", 2016), ("YE", 2018),
    ("BG", 2019), ("UA", 2022), ("BR", 2023),
}  # fmt: skip
BUST = Description(
    object_type="bust", materials="limestone", places="Palmyra, Syria", period="2nd century AD", measurements=(550.0,)
)


def iterate_types() -> Iterator[tuple[RedListDocument, TypeDocument]]:
    return ((document, each) for document in DOCUMENTS for _, each in document.types)


def test_every_list_of_the_mission_is_shipped() -> None:
    shipped = {(country, document.year) for document in DOCUMENTS for country in document.countries}
    assert shipped >= KNOWN
    assert len(DOCUMENTS) == len(KNOWN)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_a_list_has_its_countries_its_laws_and_four_types_at_least(document: RedListDocument) -> None:
    assert all(map(is_country, document.countries))
    assert {"en", "fr"} <= set(document.language_tags)
    assert document.legislation
    assert all(is_country(law.country) for law in document.legislation if law.country)
    types = [each.code for _, each in document.types]
    assert len(types) == len(set(types)) >= 4


def test_types_speak_of_concepts_peoples_and_countries_that_are_known() -> None:
    forms = {concept["id"] for concept in read_thesaurus("object-types")["concepts"]}
    materials = {concept["id"] for concept in read_thesaurus("materials-techniques")["concepts"]}
    origins = load_knowledge().origin_facts
    unknown = [
        (document.id, each.code, code)
        for document, each in iterate_types()
        for codes, known in ((each.object_types, forms), (each.materials, materials), (each.cultures, origins))
        for code in codes
        if code not in known
    ]
    assert unknown == []
    assert [each.code for _, each in iterate_types() if not all(map(is_country, each.countries))] == []


def test_peoples_have_names_in_the_languages_of_the_lists() -> None:
    names = read_words("peoples")
    asked = {people for _, each in iterate_types() for people in each.cultures}
    assert [people for people in sorted(asked) if names.get(people, {}).keys() < set(LANGUAGES)] == []


def test_every_type_can_be_decided() -> None:
    """Without origin, or with a span that ends before it begins, a type could never be answered for."""
    for _, each in iterate_types():
        assert each.countries or each.cultures, each.code
        if each.period_from is not None and each.period_to is not None:
            assert each.period_from < each.period_to, each.code
        if each.least_side and each.most_side:
            assert each.least_side < each.most_side, each.code


def test_texts_are_translations_not_copies_of_one_another() -> None:
    for _, each in iterate_types():
        assert len(set(each.descriptions.values())) == len(each.descriptions), each.code


def test_lists_of_arabic_speaking_countries_are_whole_in_arabic() -> None:
    """Who stands at a counter there reads the same as everybody else."""
    lists = [document for document in read_red_lists() if set(document.countries) <= {"EG", "IQ", "LY", "SY", "YE"}]
    assert len(lists) == 5
    for document in lists:
        texts = [document.titles, document.descriptions]
        for category in document.categories:
            texts += [category.names, category.notes]
            texts += [text for kind in category.types for text in (kind.names, kind.descriptions)]
        assert [text["en"] for text in texts if not text.get("ar")] == [], document.id
        kinds = [kind for category in document.categories for kind in category.types]
        peoples = name_codes(tuple(people for kind in kinds for people in kind.cultures), "ar")
        assert not re.search("[A-Za-z]", peoples), peoples


def test_a_text_that_is_missing_in_one_language_is_refused() -> None:
    broken = DOCUMENTS[0].model_dump() | {"titles": {"en": "Red List", "fr": ""}}
    with pytest.raises(ValidationError, match="no text in fr, es"):
        RedListDocument.model_validate(broken)


def test_no_file_links_to_a_publication_or_speaks_in_its_publishers_name() -> None:
    for entry in files("museion.screening.red_lists").iterdir():
        if entry.name.endswith(".json"):
            text = entry.read_text("utf-8")
            assert not re.search(r"https?://|\bour (list|council)\b|©", text), entry.name


@pytest.mark.django_db
def test_loading_twice_writes_once() -> None:
    first = load_red_lists(actor=make_operator(), at=NOON)
    lines = JournalLine.objects.count()
    again = load_red_lists(actor=make_operator(), at=LATER)
    assert (first.lists.created, first.types.created) == (len(DOCUMENTS), sum(1 for _ in iterate_types()))
    assert (again.lists.unchanged, again.types.unchanged) == (first.lists.created, first.types.created)
    assert JournalLine.objects.count() == lines


@pytest.mark.django_db
def test_what_is_no_longer_shipped_is_withdrawn_and_a_changed_category_is_journalled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_red_lists(actor=make_operator(), at=NOON)
    syria = next(document for document in DOCUMENTS if document.id == "syria-2013")
    writing = syria.categories[0].model_copy(update={"notes": {"en": "New.", "fr": "Neuf.", "es": "Nuevo."}})
    changed = syria.model_copy(update={"categories": [writing]})
    monkeypatch.setattr("museion.screening.red_lists.loading.read_red_lists", lambda: iter([changed]))
    loaded = load_red_lists(actor=make_operator(), at=LATER)
    assert [row.source_id for row in RedList.objects.current()] == ["syria-2013"]
    assert RedListType.objects.current().count() == len(writing.types)
    assert loaded.withdrawn == len(DOCUMENTS) - 1 + sum(1 for _ in iterate_types()) - len(writing.types)
    assert RedListCategory.objects.get(red_list__source_id="syria-2013", code="writing").notes["fr"] == "Neuf."
    assert JournalLine.objects.filter(action="red_list.categorise", at=LATER).count() == 1


@pytest.mark.django_db
def test_a_visitor_may_not_load_lists() -> None:
    with pytest.raises(NotAllowedError):
        load_red_lists(actor=Actor(name="visitor"), at=NOON)
    assert not RedList.objects.exists()


@pytest.mark.django_db
def test_a_withdrawn_type_answers_no_more_and_the_edition_says_so() -> None:
    load_red_lists(actor=make_operator(), at=NOON)
    before = get_red_list_state()
    answers = before.screen.screen(BUST)
    assert "Funerary busts and reliefs of Palmyra" in [answer.type.names["en"] for answer in answers]
    palmyra = RedListType.objects.get(source_id="syria-2013/palmyra-busts")
    withdraw_red_list_types([palmyra.key], actor=make_operator(), at=LATER, reason="wrongly described")
    after = get_red_list_state()
    assert palmyra.key not in [answer.type.key for answer in after.screen.screen(BUST)]
    assert (after.count, after.checksum != before.checksum) == (before.count - 1, True)


@pytest.mark.django_db
def test_the_edition_is_that_of_the_content_not_of_the_day_it_was_loaded() -> None:
    load_red_lists(actor=make_operator(), at=NOON)
    checksum = get_red_list_state().checksum
    RedListType.objects.update(changed_at=LATER)
    assert get_red_list_state().checksum == checksum
