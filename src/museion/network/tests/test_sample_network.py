"""The invented network has the mission's size, is the same for the same seed, and nowhere poses as a real one."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from museion.core.access import make_operator
from museion.network import sample
from museion.network.models import Body, Mandate, Museum, Person
from museion.network.sample.marking import NOTICES
from museion.network.sample.museums import draft_museums
from museion.network.sample.people import Skills, Workplace, draft_people
from museion.network.sample.places import read_cities, read_countries, share_out
from museion.network.terms import BodyKind
from museion.vocabulary import sample as vocabulary_sample

AT = datetime(2026, 11, 22, tzinfo=UTC)
# The acronyms of real committees that section 1.3 of the mission lists: the sample must use none of them.
REAL_ACRONYMS = frozenset(
    [
        "AVICOM",
        "CAMOC",
        "CECA",
        "CIDOC",
        "CIMAM",
        "CIMCIM",
        "CIMUSET",
        "CIPEG",
        "COMCOL",
        "COSTUME",
        "DEMHIST",
        "GLASS",
        "ICAMT",
        "ICDAD",
        "ICEE",
        "ICFA",
        "ICLM",
        "ICLCM",
        "ICMAH",
        "ICME",
        "ICMEMO",
        "ICMS",
        "NATHIST",
        "ICR",
        "ICTOP",
        "INTERCOM",
        "ICOM-CC",
        "ICOFOM",
        "ICOMAM",
        "ICOMON",
        "MPR",
        "UMAC",
        "ICOM",
        "DRMC",
        "ETHCOM",
        "LEAP",
        "SAREC",
        "AEOM",
        "AFRICOM",
        "AIMA",
        "AMOI",
        "CAM",
        "IACM",
        "IAMFA",
        "IAMH",
        "IATM",
        "ICAM",
        "ICMM",
        "MAC",
        "MINOM",
        "PIMA",
        "SADCAMM",
        "SIBMAS",
    ]
)


@pytest.fixture(scope="module")
def _written(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from django.db import transaction

        with transaction.atomic():
            write()
            yield
            transaction.set_rollback(True)


@pytest.fixture
def network(_written: None, db: None) -> None:
    """The small sample, written once for the tests of this file."""


def write(seed: int = 1) -> None:
    actor = make_operator("sample")
    vocabulary_sample.make_sample(seed, actor=actor, at=AT)
    sample.make_sample(seed, actor=actor, at=AT, size=sample.SMALL)


def test_full_size_is_the_missions() -> None:
    assert (sample.FULL.museums, sample.FULL.people, len(read_countries())) == (20_000, 32_000, 136)
    shares = share_out(sample.FULL.museums, [country.weight for country in read_countries()])
    assert sum(shares) == 20_000
    assert min(shares) >= 5


def test_every_country_has_cities_to_put_museums_in() -> None:
    assert all(read_cities()[country.code] for country in read_countries())


def test_full_museums_are_counted_and_told_apart_by_name_and_city() -> None:
    committees = dict.fromkeys((country.code for country in read_countries()), 1)
    drafts = [draft.values for draft in draft_museums(1, sample.FULL.museums, committees)]
    assert len({values["source_id"] for values in drafts}) == 20_000
    assert len({values["country"] for values in drafts}) == 136
    assert max(Counter((v["names"]["en"], v["country"]) for v in drafts).values()) == 1
    assert all(-90 <= v["latitude"] <= 90 and -180 <= v["longitude"] <= 180 for v in drafts)


def test_names_of_people_come_in_twelve_scripts_and_more() -> None:
    places = {code: [Workplace(1, cities[0].name)] for code, cities in read_cities().items()}
    skills = Skills({f"skill{n}": n for n in range(5)}, {"archaeology": 9})
    from museion.vocabulary.sample import read_labels

    skills = Skills(dict.fromkeys(read_labels("museum-skills"), 1), dict.fromkeys(read_labels("collection-types"), 2))
    scripts: Counter[str] = Counter()
    for draft in draft_people(1, 4000, places, skills):
        texts = [draft.values["name"], *(name["text"] for name in draft.values["other_names"])]
        scripts.update({unicodedata.name(text[0]).split()[0] for text in texts})
    assert len(scripts) >= 12, scripts


@pytest.mark.django_db
class TestWritten:
    def test_bodies_are_as_many_as_the_mission_says(self, network: None) -> None:
        kinds = Counter(Body.objects.values_list("kind", flat=True))
        assert kinds[BodyKind.NATIONAL_COMMITTEE] == 117
        assert kinds[BodyKind.NATIONAL_CORRESPONDENT] == 19
        assert kinds[BodyKind.INTERNATIONAL_COMMITTEE] == 30
        assert kinds[BodyKind.REGIONAL_ALLIANCE] == 5
        assert kinds[BodyKind.AFFILIATED_ORGANISATION] == 20

    def test_museums_and_people_are_as_many_as_asked(self, network: None) -> None:
        assert Museum.objects.count() == sample.SMALL.museums
        assert Person.objects.count() == sample.SMALL.people
        assert set(Museum.objects.values_list("country", flat=True)) == {country.code for country in read_countries()}

    def test_no_acronym_is_a_real_committees(self, network: None) -> None:
        assert not REAL_ACRONYMS & set(Body.objects.values_list("acronym", flat=True))

    def test_every_record_says_that_it_is_invented(self, network: None) -> None:
        for model in (Body, Museum, Person, Mandate):
            assert set(model.objects.values_list("source", flat=True)) == {"sample"}
        assert all(NOTICES["en"] in texts["en"] for texts in Museum.objects.values_list("descriptions", flat=True))
        assert all(NOTICES["fr"] in texts["fr"] for texts in Person.objects.values_list("biographies", flat=True))
        assert all(NOTICES["es"] in texts["es"] for texts in Body.objects.values_list("missions", flat=True))

    def test_addresses_lead_nowhere(self, network: None) -> None:
        assert all(site.endswith(".example/") for site in Museum.objects.values_list("website", flat=True))
        assert all(mail.endswith(".example") for mail in Person.objects.values_list("email", flat=True))

    def test_every_committee_of_a_country_joined_its_regions_alliance(self, network: None) -> None:
        regions = {country.code: country.region for country in read_countries()}
        for body in Body.objects.filter(kind=BodyKind.NATIONAL_COMMITTEE).prefetch_related("alliances"):
            assert [a.source_id for a in body.alliances.all()] == [f"body/alliance-{regions[body.country]}"]

    def test_bodies_lead_up_to_the_general_assembly(self, network: None) -> None:
        top = Body.objects.get(kind=BodyKind.GENERAL_ASSEMBLY)
        assert all(body.scope_keys()[-1] == top.key for body in Body.objects.exclude(id=top.id))

    def test_mandates_span_twenty_years_and_seat_nobody_twice_at_a_time(self, network: None) -> None:
        days = Mandate.objects.values_list("from_date", "to_date")
        assert min(begin for begin, _ in days) == date(2003, 7, 1)
        assert max(end for _, end in days) == date(2027, 6, 30)
        today = Mandate.objects.on(date(2026, 1, 1)).values_list("person_id", "body_id")
        assert len(today) == len(set(today))

    def test_who_chaired_a_committee_in_2004_has_an_answer(self, network: None) -> None:
        committee = Body.objects.get(acronym="NC-JP")
        chair = Mandate.objects.on(date(2004, 5, 1)).get(body=committee, role="chair")
        assert chair.person.country == "JP"

    def test_family_names_come_first_where_they_do(self, network: None) -> None:
        for person in Person.objects.filter(country="JP"):
            family, given = person.sort_name.split(", ")
            assert person.name == f"{family} {given}"

    def test_doing_it_again_changes_nothing(self, network: None) -> None:
        before = list(Museum.objects.order_by("id").values_list("key", "changed_at", "source_digest"))
        write()
        assert list(Museum.objects.order_by("id").values_list("key", "changed_at", "source_digest")) == before
        assert Person.objects.count() == sample.SMALL.people


def test_another_seed_makes_another_network() -> None:
    committees = dict.fromkeys((country.code for country in read_countries()), 1)
    first, again, other = ([draft.values for draft in draft_museums(seed, 300, committees)] for seed in (1, 1, 2))
    assert first == again
    assert first != other
