"""How Red Lists and their types are found: by name, by what they are and are made of, by country and period."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.countries import get_country_name
from museion.core.languages import LanguageMap
from museion.screening.models import RedList, RedListType
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, label_country, source_keys
from museion.vocabulary.sample import read_labels

LIST_FIELDS = (
    Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True),
    Field("description", FieldKind.TEXT, _("description")),
    Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country),
    REGION,
)
TYPE_FIELDS = (
    *LIST_FIELDS,
    Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True),
    Field("material", FieldKind.TEXT, _("material and technique"), weight=1.5, is_list=True),
    Field("date", FieldKind.YEARS, _("date"), is_sortable=True),
)


def load_lists(keys: Sequence[str]) -> Iterable[Document]:
    for red_list in RedList.objects.current().filter(key__in=keys):
        document = Document(red_list.key, "red_list", get_access_tokens(red_list.access, red_list.scope_key))
        document.add_map("title", red_list.titles)
        document.add_map("description", red_list.descriptions)
        for country in red_list.countries:
            add_country(document, country)
        yield document


def load_types(keys: Sequence[str]) -> Iterable[Document]:
    forms, materials = read_labels("object-types"), read_labels("materials-techniques")
    for row in RedListType.objects.current().filter(key__in=keys).select_related("category__red_list"):
        document = Document(row.key, "red_list_type", get_access_tokens(row.access, row.scope_key))
        document.add_map("title", row.names)
        document.add_map("description", row.descriptions)
        for code in row.object_types:
            document.add_map("type", forms.get(code, LanguageMap()))
        for code in row.materials:
            document.add_map("material", materials.get(code, LanguageMap()))
        for country in row.countries or row.category.red_list.countries:
            add_country(document, country)
        if row.period_from is not None and row.period_to is not None:
            document.years["date"] = (row.period_from, row.period_to)
        yield document


def present_lists(keys: Sequence[str], language: str) -> Iterable[Card]:
    for red_list in RedList.objects.current().filter(key__in=keys):
        area = ", ".join(get_country_name(code, language) for code in red_list.countries[:6])
        yield Card(
            key=red_list.key,
            kind="red_list",
            title=red_list.titles,
            summary=red_list.descriptions,
            facts=tuple(filter(None, (str(red_list.year or ""), area))),
        )


def present_types(keys: Sequence[str], language: str) -> Iterable[Card]:
    rows = RedListType.objects.current().filter(key__in=keys).select_related("category__red_list")
    for row in rows:
        listed = row.category.red_list.titles.pick(language).text
        yield Card(key=row.key, kind="red_list_type", title=row.names, summary=row.descriptions, facts=(listed,))


RED_LIST_SOURCES: tuple[Source, ...] = (
    Source("red_list", LIST_FIELDS, load=load_lists, iterate_keys=source_keys(RedList), present=present_lists),
    Source("red_list_type", TYPE_FIELDS, load=load_types, iterate_keys=source_keys(RedListType), present=present_types),
)
