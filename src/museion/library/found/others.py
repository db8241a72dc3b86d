"""How archive units, laws, pages of files and reading lists are found."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.languages import LanguageMap
from museion.library.found import fields
from museion.library.models import ArchiveUnit, FilePage, Law, LawParty, ReadingList
from museion.library.terms import ArchiveLevel, LawKind
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import REGION, add_country, get_years, label_choices, label_country, source_keys

_LEVELS = label_choices(ArchiveLevel)
_LAW_KINDS = label_choices(LawKind)
_FOUND_PAGES = Q(file__replaced_by__isnull=True) & (
    Q(file__work__withdrawn_at__isnull=True, file__work__isnull=False)
    | Q(file__unit__withdrawn_at__isnull=True, file__unit__isnull=False, file__work__isnull=True)
)
_TEXT = Field("text", FieldKind.TEXT, _("full text"))


def load_units(keys: Sequence[str]) -> Iterable[Document]:
    for unit in ArchiveUnit.objects.current().filter(key__in=keys):
        document = Document(unit.key, "archive_unit", get_access_tokens(unit.access, unit.scope_key))
        document.add_map("title", unit.titles)
        for texts in (unit.scope_and_content, unit.history, unit.arrangement):
            document.add_map("description", texts)
        document.add_text("number", unit.reference_code)
        document.add_text("author", unit.creator_text)
        document.add_term("archive_level", unit.level)
        document.add_term("language", *unit.languages)
        if years := get_years(unit.date_earliest, unit.date_latest):
            document.years["date"] = years
        yield document


def present_units(keys: Sequence[str], language: str) -> Iterable[Card]:
    for unit in ArchiveUnit.objects.current().filter(key__in=keys):
        facts = (unit.reference_code, _LEVELS(unit.level, language), unit.date_text, unit.extent)
        yield Card(unit.key, "archive_unit", unit.titles, unit.scope_and_content, tuple(fact for fact in facts if fact))


def load_laws(keys: Sequence[str]) -> Iterable[Document]:
    parties: dict[int, list[str]] = {}
    for law_id, country in LawParty.objects.filter(law__key__in=keys).values_list("law_id", "country"):
        parties.setdefault(law_id, []).append(country)
    for law in Law.objects.current().filter(key__in=keys).prefetch_related("rules"):
        document = Document(law.key, "law", get_access_tokens(law.access, law.scope_key))
        document.add_map("title", law.titles)
        document.add_map("description", law.notes)
        document.add_text("number", law.citation)
        for rule in law.rules.all():
            document.add_map("description", rule.texts)
        document.add_term("law_kind", law.kind)
        add_country(document, law.country if law.country != "EU" else None, *parties.get(law.id, ()))
        if law.from_date:
            document.years["date"] = (law.from_date.year, (law.to_date or law.from_date).year)
        yield document


def present_laws(keys: Sequence[str], language: str) -> Iterable[Card]:
    for law in Law.objects.current().filter(key__in=keys):
        country = "EU" if law.country == "EU" else label_country(law.country, language) if law.country else ""
        since = law.from_date.isoformat() if law.from_date else ""
        facts = (
            _LAW_KINDS(law.kind, language),
            country,
            f"{since} – {law.to_date or ''}" if since else "",
            law.citation,
        )
        yield Card(law.key, "law", law.titles, law.notes, tuple(fact for fact in facts if fact))


def load_pages(keys: Sequence[str]) -> Iterable[Document]:
    """A page is found by those who may open its file now; of a file with a newer version, no page is."""
    for page in FilePage.objects.current().filter(_FOUND_PAGES, key__in=keys).select_related("file__work"):
        document = Document(page.key, "page", get_access_tokens(page.access, page.scope_key))
        document.add_text("text", page.text, page.file.language)
        work = page.file.work
        if work:
            document.add_term("language", *work.languages)
            add_country(document, *work.countries)
            if years := get_years(work.date_earliest, work.date_latest):
                document.years["date"] = years
        yield document


def present_pages(keys: Sequence[str], language: str) -> Iterable[Card]:
    pages = FilePage.objects.current().filter(key__in=keys).select_related("file__work", "file__unit")
    for page in pages:
        owner = page.file.work or page.file.unit
        titles = owner.titles if owner else {"und": page.file.original_name}
        marked = {tag: f"{text}, {_name_page(page, language)}" for tag, text in titles.items()}
        yield Card(
            page.key,
            "page",
            LanguageMap(marked),
            LanguageMap({page.file.language: page.text[:4000]}),
            (page.file.original_name,),
            thumbnail_url=f"/files/{page.file.key}/pages/{page.number}/160.jpg",
        )


def _name_page(page: FilePage, language: str) -> str:
    return {"fr": "p. {}", "es": "pág. {}", "ar": "ص {}"}.get(language.split("-")[0], "p. {}").format(
        page.label or page.number
    )


def load_lists(keys: Sequence[str]) -> Iterable[Document]:
    for held in ReadingList.objects.current().filter(key__in=keys):
        document = Document(held.key, "reading_list", get_access_tokens(held.access, held.scope_key))
        document.add_map("title", held.titles)
        document.add_map("description", held.introductions)
        yield document


def present_lists(keys: Sequence[str], language: str) -> Iterable[Card]:
    for held in ReadingList.objects.current().filter(key__in=keys):
        yield Card(held.key, "reading_list", held.titles, held.introductions)


UNIT_SOURCE = Source(
    "archive_unit",
    (
        fields.TITLE,
        fields.DESCRIPTION,
        fields.NUMBER,
        Field("author", FieldKind.TEXT, _("author or contributor"), weight=3.0, is_heard=True),
        Field("archive_level", FieldKind.TERM, _("level of description"), is_facet=True, label_of=_LEVELS),
        fields.DATE,
    ),
    load=load_units,
    iterate_keys=source_keys(ArchiveUnit),
    present=present_units,
)
LAW_SOURCE = Source(
    "law",
    (
        fields.TITLE,
        fields.DESCRIPTION,
        fields.NUMBER,
        Field("law_kind", FieldKind.TERM, _("kind of law"), is_facet=True, label_of=_LAW_KINDS),
        fields.COUNTRY,
        REGION,
        fields.DATE,
    ),
    load=load_laws,
    iterate_keys=source_keys(Law),
    present=present_laws,
)
PAGE_SOURCE = Source(
    "page",
    (_TEXT, fields.COUNTRY, REGION, fields.DATE),
    load=load_pages,
    iterate_keys=source_keys(FilePage, _FOUND_PAGES),
    present=present_pages,
)
LIST_SOURCE = Source(
    "reading_list",
    (fields.TITLE, fields.DESCRIPTION),
    load=load_lists,
    iterate_keys=source_keys(ReadingList),
    present=present_lists,
)
