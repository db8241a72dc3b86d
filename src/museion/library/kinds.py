"""The kinds of record that the room holds. They are reached from the library's own page, not from the main navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind, Page, Withdraw
from museion.core.models import Record
from museion.library.actions.works import withdraw_work
from museion.library.models import ArchiveUnit, Deposit, FilePage, Law, LibraryFile, ReadingList, ReadingRequest, Work
from museion.library.representations import REPRESENTATIONS
from museion.library.views import archives, deposits, files, laws, lists, requests, works


def _make(
    name: str, model: type[Record], label: Any, label_plural: Any, page: Page, withdraw: Withdraw | None = None
) -> Kind:
    return Kind(
        name=name,
        model=model,
        label=label,
        label_plural=label_plural,
        page=page,
        representations=REPRESENTATIONS.get(name, ()),
        in_navigation=False,
        withdraw=withdraw,
    )


KINDS = (
    _make("work", Work, _("publication"), _("publications"), works.show_work, withdraw_work),
    _make("archive_unit", ArchiveUnit, _("archive unit"), _("archives"), archives.show_unit),
    _make("law", Law, _("law"), _("laws"), laws.show_law),
    _make("file", LibraryFile, _("file"), _("files"), files.show_file_record),
    _make("page", FilePage, _("page of a file"), _("pages of files"), files.show_page_record),
    _make("reading_list", ReadingList, _("reading list"), _("reading lists"), lists.show_list),
    _make(
        "reading_request", ReadingRequest, _("reading-room request"), _("reading-room requests"), requests.show_record
    ),
    _make("deposit", Deposit, _("deposit"), _("deposits"), deposits.show_record),
)
