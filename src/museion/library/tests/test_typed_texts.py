"""Texts in several languages as librarians type them: a colon of the title's own is no language, no paragraph is lost."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from museion.core.models import Account
from museion.library.incoming.form import fill_form, read_form
from museion.library.incoming.form_parts import FormError
from museion.library.models import Work


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Floods: a survey of 12 museums", {"en": "Floods: a survey of 12 museums"}),
        ("Art: a history\nes: Arte: una historia", {"en": "Art: a history", "es": "Arte: una historia"}),
        ("Inundaciones: lecciones", {"en": "Inundaciones: lecciones"}),
        ("博物馆：历史", {"en": "博物馆：历史"}),
        ("ru-Latn: Muzei i navodneniia\r\nru: Музеи и наводнения", {"ru-Latn": "Muzei i navodneniia", "ru": "Музеи и наводнения"}),
    ],
)  # fmt: skip
def test_a_title_is_read_as_it_is_typed(typed: str, expected: dict[str, str]) -> None:
    assert read_form({"titles": typed, "languages": "en"})["titles"] == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [("xq: Jarres", "“xq” is not a BCP 47 language tag"), ("Jarres\nJarras", "Titles: two texts in one language (en)")],
)
def test_what_cannot_be_told_apart_is_asked_about(typed: str, told: str) -> None:
    with pytest.raises(FormError, match="Titles") as problem:
        read_form({"titles": typed, "languages": "en"})
    assert any(told in line for line in problem.value.problems)


paragraphs = st.lists(st.text("abé. ُن", min_size=1).map(lambda text: f"P{text}".strip()), min_size=1, max_size=3)


@given(st.dictionaries(st.sampled_from(["en", "ar", "pt-BR", "ru-Latn"]), paragraphs, max_size=3))
def test_every_paragraph_of_an_abstract_comes_back(abstracts: dict[str, list[str]]) -> None:
    held: dict[str, Any] = {
        "titles": {"en": "Jars"},
        "abstracts": {tag: "\n\n".join(parts) for tag, parts in abstracts.items()},
    }
    assert read_form(fill_form(held) | {"is_reading_room_only": ""})["abstracts"] == held["abstracts"]


@pytest.mark.django_db
def test_a_title_with_a_colon_is_catalogued(secretariat: Account, sign_in: Any) -> None:
    client: Client = sign_in(secretariat)
    sent = {"titles": "Floods: a survey", "languages": "en", "abstracts": "fr: Un.\n\nDeux."}
    assert client.post("/library/catalogue/new", sent).status_code == 302
    work = Work.objects.get()
    assert (work.titles, work.abstracts) == ({"en": "Floods: a survey"}, {"fr": "Un.\n\nDeux."})
