"""The Information Centre: works, archives, files, laws, and what readers and librarians do with them.

Do not drop what a record held because no column takes it: `Work.marc` and `Work.other_fields` keep it.
"""

from museion.library.models.archives import ArchiveUnit
from museion.library.models.cataloguing import BatchEdit, CatalogueTemplate, Deposit, WorkSet
from museion.library.models.files import FilePage, FixityCheck, LibraryFile
from museion.library.models.laws import Law, LawParty, LawRule
from museion.library.models.readers import ReadingList, ReadingListItem, ReadingRequest
from museion.library.models.serials import Issue, IssueCall, NumberingPattern
from museion.library.models.works import DuplicatePair, Holding, Work, WorkNumber

__all__ = [
    "ArchiveUnit",
    "BatchEdit",
    "CatalogueTemplate",
    "Deposit",
    "DuplicatePair",
    "FilePage",
    "FixityCheck",
    "Holding",
    "Issue",
    "IssueCall",
    "Law",
    "LawParty",
    "LawRule",
    "LibraryFile",
    "NumberingPattern",
    "ReadingList",
    "ReadingListItem",
    "ReadingRequest",
    "Work",
    "WorkNumber",
    "WorkSet",
]
