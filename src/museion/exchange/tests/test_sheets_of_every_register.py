"""Each register goes out as a table and comes back as it was; what a room's own rules refuse, no table does."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor, Right, Role, Viewer
from museion.core.kinds import KINDS
from museion.core.models import Record
from museion.core.saving import Draft, save_drafts
from museion.events.models import Event
from museion.exchange.actions.sheets import SheetStateError, apply_sheet, is_sheet, propose_sheet, undo_sheet
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import compare_sheet
from museion.exchange.sheets.writing import iterate_sheet
from museion.governance.models import Motion
from museion.library.models import Law, LawRule, Work
from museion.library.terms import LawRuleKind
from museion.screening.models import RedListCategory
from museion.vocabulary.models import Concept
from museion.vocabulary.queries import Term, find_concept_keys

Rows = list[dict[str, str]]
Made = dict[str, Record]
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def list_values(made: Made) -> dict[str, Callable[[], dict[str, Any]]]:
    """One record of each kind, those that others hang on first."""
    return {
        "scheme": lambda: {"slug": "techniques", "titles": {"es": "Técnicas"}},
        "concept": lambda: {"scheme_id": made["scheme"].id, "pref_labels": {"es": "cestería", "ja": "籠細工"}},
        "body": lambda: {"kind": "national_committee", "names": {"fr": "Comité sénégalais"}, "country": "SN"},
        "museum": lambda: {"names": {"wo": "Musée bu dex gi"}, "country": "SN", "collection_types": ["ethnography"]},
        "person": lambda: {"name": "Awa Ndiaye", "sort_name": "Ndiaye, Awa", "languages": ["wo", "fr"]},
        "mandate": lambda: {
            "person_id": made["person"].id,
            "body_id": made["body"].id,
            "role": "chair",
            "appointment": "elected",
            "from_date": date(2025, 1, 1),
        },
        "object": lambda: {"title": {"ar": "إبريق"}, "museum_id": made["museum"].id, "date_text": "1890"},
        "element": lambda: {"names": {"pt": "Roda de capoeira"}, "countries": ["BR"]},
        "loan": lambda: {
            "direction": "out",
            "museum_id": made["museum"].id,
            "partner_name": "海の博物館",
            "begins_date": date(2026, 4, 1),
            "due_date": date(2026, 9, 30),
        },
        "condition_check": lambda: {
            "object_id": made["object"].id,
            "checked_date": date(2026, 3, 1),
            "condition": "good",
        },
        "assembly": lambda: {
            "body_id": made["body"].id,
            "names": {"en": "General Assembly"},
            "begins_at": NOON + timedelta(days=90),
            "ends_at": NOON + timedelta(days=91),
            "time_zone": "Africa/Dakar",
            "rules_date": NOON.date(),
            "list_closes_at": NOON + timedelta(days=60),
            "changes_until_at": NOON + timedelta(days=80),
        },
        "motion": lambda: {
            "assembly_id": made["assembly"].id,
            "titles": {"en": "On deposits"},
            "texts": {"en": "That…"},
        },
        "advice": lambda: {
            "asked_by_id": made["body"].id,
            "partner": "Une ville",
            "questions": {"fr": "Que faire ?"},
            "asked_date": NOON.date(),
        },
        "loss": lambda: {"title": {"en": "Ivory comb"}, "loss_country": "ML", "status": "stolen"},
        "looted_site": lambda: {"names": {"en": "A mound"}, "country": "ML", "latitude": 14.9, "longitude": -3.2},
        "red_list": lambda: {"titles": {"en": "Invented list"}, "year": 2020, "countries": ["ML"]},
        "red_list_type": lambda: {"category_id": make_category(made).pk, "names": {"en": "Terracotta figure"}},
        "event_series": lambda: {
            "body_id": made["body"].id,
            "names": {"en": "Monthly talk"},
            "rule": "FREQ=MONTHLY",
            "time_zone": "Africa/Dakar",
            "first_begins_at": NOON,
            "minutes": 60,
        },
        "event": lambda: {
            "titles": {"fr": "Journée des réserves"},
            "begins_at": NOON,
            "ends_at": NOON + timedelta(hours=3),
            "time_zone": "Africa/Dakar",
            "state": "confirmed",
        },
        "session": lambda: {
            "event_id": made["event"].id,
            "titles": {"fr": "Ouverture"},
            "begins_at": NOON,
            "minutes": 60,
        },
        "contribution": lambda: {
            "event_id": made["event"].id,
            "titles": {"fr": "Termites"},
            "token": "t" * 32,
            "submitted_at": NOON,
        },
        "work": lambda: {"titles": [{"title": "Guide des réserves"}], "date_text": "1978"},
        "archive_unit": lambda: {"reference_code": "ML-1", "titles": {"fr": "Fonds"}, "level": "fonds"},
        "law": lambda: {"country": "ML", "titles": {"fr": "Loi sur le patrimoine"}, "kind": "statute"},
        "harvest_source": lambda: {"title": "Partner", "name": "partner", "address": "https://p.example/oai"},
        "partner": lambda: {"name": "Police", "domain": "police.example"},
    }


def make_category(made: Made) -> RedListCategory:
    return RedListCategory.objects.create(red_list=made["red_list"], code="terracotta", names={"en": "Terracotta"})


@pytest.fixture
def made(db: None, operator: Actor, now: datetime) -> Made:
    held: Made = {}
    for name, make in list_values(held).items():
        model = KINDS[name].model
        saved = save_drafts(model, [Draft(make())], kind=name, actor=operator, at=now)
        held[name] = model._default_manager.get(key=saved.keys[0])
    LawRule.objects.create(law=held["law"], kind=LawRuleKind.values[0], least_value=Decimal("1500.00"))
    return held


def export(kind: str, actor: Actor) -> Rows:
    text = "".join(iterate_sheet(KINDS[kind], actor.viewer))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def bring(kind: str, rows: Rows, actor: Actor, at: datetime) -> Sheet:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return propose_sheet(KINDS[kind], held.getvalue().encode(), file_name=f"{kind}.csv", actor=actor, at=at)


def test_every_register_comes_back_as_it_went_out(made: Made, operator: Actor) -> None:
    assert made.keys() == {name for name, kind in KINDS.items() if is_sheet(kind)}
    for name in made:
        content = "".join(iterate_sheet(KINDS[name], operator.viewer)).encode()
        difference = compare_sheet(KINDS[name], content, operator)
        assert (name, difference.changes, difference.problems, difference.unchanged) == (name, [], [], 1)


def test_an_edit_of_every_register_is_made_and_undone(made: Made, operator: Actor, now: datetime) -> None:
    for name, record in made.items():
        before = export(name, operator)
        edited = [dict(row, identifiers='{"local": "7"}') for row in before]
        sheet = bring(name, edited, operator, now)
        assert (name, sheet.problems, len(sheet.changes)) == (name, [], 1)
        assert apply_sheet(sheet, actor=operator, at=now) == 1
        record.refresh_from_db()
        assert record.identifiers == {"local": "7"}
        assert undo_sheet(sheet, actor=operator, at=now) == 1
        record.refresh_from_db()
        assert record.identifiers == {}


@pytest.mark.parametrize(
    ("kind", "column", "text"),
    [
        ("loan", "status", "returned"),
        ("loan", "due_date", "2026-03-01"),
        ("motion", "state", "carried"),
        ("assembly", "state", "ended"),
        ("event", "sequence", "9"),
        ("event", "time_zone", "Atlantis"),
        ("event", "ends_at", "2026-03-14 11:00:00+00:00"),
        ("loss", "is_certified", "yes"),
        ("harvest_source", "failures", "0"),
        ("loan", "key", ""),
    ],
)
def test_what_the_room_decides_no_table_changes(
    made: Made, operator: Actor, now: datetime, kind: str, column: str, text: str
) -> None:
    rows = export(kind, operator)
    was = rows[0][column]
    rows[0][column] = text if text != was else "yes"
    if column == "failures":
        rows[0][column] = "3"
    sheet = bring(kind, rows, operator, now)
    assert (sheet.changes, len(sheet.problems)) == ([], 1)


def test_a_motion_that_was_put_to_the_vote_keeps_its_words(made: Made, operator: Actor, now: datetime) -> None:
    rows = export("motion", operator)
    rows[0]["texts@en"] = "That other thing…"
    sheet = bring("motion", rows, operator, now)
    Motion.objects.update(state="at_vote")
    assert apply_sheet(sheet, actor=operator, at=now) == 0
    assert sheet.left == [made["motion"].key]
    assert Motion.objects.get().texts["en"] == "That…"


def test_calendars_hear_of_a_new_time(made: Made, operator: Actor, now: datetime) -> None:
    rows = export("event", operator)
    rows[0]["ends_at"] = "2026-03-14 17:00:00+00:00"
    sheet = bring("event", rows, operator, now)
    apply_sheet(sheet, actor=operator, at=now)
    assert (Event.objects.get().ends_at.hour, Event.objects.get().sequence) == (17, 1)
    undo_sheet(sheet, actor=operator, at=now)
    assert (Event.objects.get().ends_at.hour, Event.objects.get().sequence) == (15, 2)


def test_what_follows_from_a_cell_follows(made: Made, operator: Actor, now: datetime) -> None:
    rows = export("work", operator)
    rows[0]["date_text"] = "1985"
    sheet = bring("work", rows, operator, now)
    apply_sheet(sheet, actor=operator, at=now)
    assert str(Work.objects.get().date_earliest).startswith("1985")
    undo_sheet(sheet, actor=operator, at=now)
    assert str(Work.objects.get().date_earliest).startswith("1978")


def test_an_editor_moves_no_museum_to_another_committee(made: Made, operator: Actor, now: datetime) -> None:
    museum = made["museum"]
    right = Right(Role.EDITOR, museum.key, AccessLevel.MEMBER)
    editor = Actor("curator", rights=(right,), viewer=Viewer(frozenset({AccessLevel.PUBLIC, AccessLevel.MEMBER})))
    rows = export("museum", editor)
    rows[0]["national_committee"] = made["body"].key
    sheet = bring("museum", rows, editor, now)
    assert (sheet.changes, sheet.problems[0]["column"]) == ([], "national_committee_id")
    rows[0] |= {"national_committee": "", "city": "Podor"}
    assert apply_sheet(bring("museum", rows, editor, now), actor=editor, at=now) == 1


@pytest.mark.parametrize("kind", ["ballot", "package", "desk_alert", "case"])
def test_what_is_sealed_signed_or_a_file_of_its_own_is_no_table(admin_client: Client, kind: str) -> None:
    assert not is_sheet(KINDS[kind])
    assert admin_client.get(f"/exchange/sheets/{kind}.csv").status_code == 404


def test_a_new_row_says_what_it_needs(made: Made, operator: Actor, now: datetime) -> None:
    sheet = bring("concept", [{"key": "", "pref_labels@en": "weaving", "scheme": ""}], operator, now)
    assert (sheet.changes, sheet.problems[0]["column"]) == ([], "scheme")
    row = {"key": "", "pref_labels@en": "weaving", "scheme": made["scheme"].key}
    assert "uri" in bring("concept", [row], operator, now).problems[0]["column"]
    sheet = bring("concept", [row | {"uri": "https://terms.example/weaving"}], operator, now)
    assert apply_sheet(sheet, actor=operator, at=now) == 1
    key = Concept.objects.get(uri__endswith="weaving").key
    assert find_concept_keys([Term("en", "weaving")]) == {Term("en", "weaving"): (key,)}


def test_new_rows_that_are_one_record_are_told(made: Made, operator: Actor, now: datetime) -> None:
    row = {"key": "", "pref_labels@en": "weaving", "scheme": made["scheme"].key, "uri": "https://terms.example/w"}
    sheet = bring("concept", [row, row], operator, now)
    with pytest.raises(SheetStateError):
        apply_sheet(sheet, actor=operator, at=now)
    assert Concept.objects.count() == 1


def test_a_law_that_names_an_amount_is_told(client: Client, made: Made) -> None:
    answer = client.get(f"/id/{Law.objects.get().key}.json")
    assert answer.json()["rules"][0]["least_value"] == "1500.00"
