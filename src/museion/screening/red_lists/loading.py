"""Writes the shipped Red Lists into the tables. Again costs nothing; what a file no longer holds is withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor
from museion.core.saving import Draft, Saved
from museion.screening.actions.red_lists import (
    NewCategory,
    save_categories,
    save_red_list_types,
    save_red_lists,
    withdraw_red_list_types,
    withdraw_red_lists,
)
from museion.screening.models import RedList, RedListCategory, RedListType
from museion.screening.red_lists.documents import RedListDocument, read_red_lists

SOURCE = "museion"
_REASON = "the Red Lists that Museion ships as data"


@dataclass(frozen=True, slots=True)
class Loaded:
    lists: Saved
    types: Saved
    withdrawn: int


@transaction.atomic
def load_red_lists(*, actor: Actor, at: datetime) -> Loaded:
    """Lists, then their categories, then the types in them; all or nothing."""
    documents = list(read_red_lists())
    lists = save_red_lists([_draft_list(document) for document in documents], actor=actor, at=at, reason=_REASON)
    rows = {row.source_id: row for row in RedList.objects.filter(source=SOURCE)}
    for document in documents:
        save_categories(rows[document.id], _list_categories(document), actor=actor, at=at, reason=_REASON)
    drafts = [draft for document in documents for draft in _draft_types(document, rows[document.id])]
    types = save_red_list_types(drafts, actor=actor, at=at, reason=_REASON)
    return Loaded(lists, types, _withdraw_others(documents, drafts, actor=actor, at=at))


def _draft_list(document: RedListDocument) -> Draft:
    return Draft({"source": SOURCE, "source_id": document.id, **document.dump_columns()})


def _list_categories(document: RedListDocument) -> list[NewCategory]:
    return [
        NewCategory(category.code, category.names, category.notes, position)
        for position, category in enumerate(document.categories)
    ]


def _draft_types(document: RedListDocument, red_list: RedList) -> Iterable[Draft]:
    categories = dict(RedListCategory.objects.filter(red_list=red_list).values_list("code", "id"))
    for category, each in document.types:
        yield Draft(
            {
                "source": SOURCE,
                "source_id": f"{document.id}/{each.code}",
                "category_id": categories[category.code],
                **each.model_dump(mode="json", exclude={"code"}),
            }
        )


def _withdraw_others(
    documents: Iterable[RedListDocument], drafts: Iterable[Draft], *, actor: Actor, at: datetime
) -> int:
    """What an earlier edition shipped and this one does not."""
    held_types = RedListType.objects.current().filter(source=SOURCE)
    held_lists = RedList.objects.current().filter(source=SOURCE)
    types = held_types.exclude(source_id__in=[draft.values["source_id"] for draft in drafts])
    lists = held_lists.exclude(source_id__in=[document.id for document in documents])
    withdrawn = withdraw_red_list_types(
        list(types.values_list("key", flat=True)), actor=actor, at=at, reason="no longer in the shipped list"
    )
    return withdrawn + withdraw_red_lists(
        list(lists.values_list("key", flat=True)), actor=actor, at=at, reason="no longer shipped"
    )
