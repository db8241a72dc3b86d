"""The pages of thesauri: labels of all languages, the tree, concepts elsewhere, the records that state a concept."""

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.saving import Draft
from museion.vocabulary.actions import match_concepts, save_concepts, save_schemes
from museion.vocabulary.bridge import forget_meanings
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.queries import find_matches

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(operator: Actor) -> dict[str, Concept]:
    at = timezone.now()
    save_schemes(
        [Draft({"slug": slug, "uri": f"https://{slug}.example/", "titles": {"en": slug}}) for slug in ("pots", "art")],
        actor=operator,
        at=at,
    )
    ids = {scheme.slug: scheme.id for scheme in Scheme.objects.all()}

    def add(name: str, scheme: str, labels: dict[str, str], *broader: str, **more: object) -> None:
        values = {"source": "t", "source_id": name, "scheme_id": ids[scheme], "uri": f"https://t.example/{name}"}
        above = [Concept.objects.get(source_id=parent).id for parent in broader]
        drafts = [Draft({**values, "pref_labels": labels, **more}, links={"broader": above})]
        save_concepts(drafts, actor=operator, at=at)

    add("vessel", "pots", {"en": "vessels", "fr": "récipients"})
    add(
        "jar",
        "pots",
        {"en": "jar", "fr": "jarre", "ar": "جرة"},
        "vessel",
        matches={"closeMatch": ["https://far.example/9"]},
    )
    add("amphora", "pots", {"en": "amphora", "fr": "amphore"}, "jar")
    add("art-jar", "art", {"en": "jars", "fr": "jarres", "it": "giara"})
    add("art-lid", "art", {"en": "lid", "fr": "couvercle"})
    add("art-lid-2", "art", {"en": "lid", "fr": "couvercle"})
    add("lid", "pots", {"en": "lids", "fr": "couvercles"})
    return {concept.source_id or "": concept for concept in Concept.objects.all()}


def test_a_concept_shows_its_labels_its_tree_and_what_is_elsewhere(client: Client, words: dict[str, Concept]) -> None:
    page = client.get(words["jar"].url).content.decode()
    for shown in ("جرة", "vessels", "amphora", "https://far.example/9", "nearly the same"):
        assert shown in page


def test_a_match_is_seen_from_both_sides_and_leads_to_the_page(
    client: Client, words: dict[str, Concept], operator: Actor
) -> None:
    match_concepts([(words["jar"], words["art-jar"])], actor=operator, at=timezone.now())
    forget_meanings()
    for here, there in (("jar", "art-jar"), ("art-jar", "jar")):
        page = client.get(words[here].url).content.decode()
        assert "same concept" in page
        assert words[there].url in page


def test_thesauri_meet_where_labels_agree_in_two_languages_and_no_other_fits(words: dict[str, Concept]) -> None:
    one, other = (Scheme.objects.get(slug=slug) for slug in ("pots", "art"))
    (found,) = find_matches(one, other)
    assert (found.one, found.other) == (words["jar"].id, words["art-jar"].id)
    assert found.languages == ("en", "fr")


def test_a_thesaurus_is_browsed_by_letter_in_a_language(client: Client, words: dict[str, Concept]) -> None:
    address = Scheme.objects.get(slug="pots").url
    page = client.get(address, {"in": "fr", "letter": "j"}).content.decode()
    assert words["jar"].url in page
    assert f'{words["amphora"].url}"><bdi>amphore' not in page
    assert client.get(address, {"in": "xx", "letter": "\0"}).status_code == 200


def test_all_thesauri_are_listed_with_their_size(client: Client, words: dict[str, Concept]) -> None:
    page = client.get("/thesauri").content.decode()
    assert "pots" in page
    assert "4 concepts" in page
