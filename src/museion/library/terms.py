"""The coded terms of the room, each with its source."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museion.library.numbering.prediction import Frequency


class ReferenceType(TextChoices):
    """The reference types of the Information Centre, and three that libraries send beside them."""

    BOOK = "book", _("book")
    CHAPTER = "chapter", _("chapter")
    ARTICLE = "article", _("article")
    PROCEEDINGS = "proceedings", _("proceedings")
    CONFERENCE_PAPER = "conference_paper", _("conference paper")
    REPORT = "report", _("report")
    STUDY_SERIES = "study_series", _("study series")
    NEWSLETTER = "newsletter", _("newsletter")
    JOURNAL = "journal", _("journal")
    STATEMENT = "statement", _("statement or declaration")
    RESOLUTION = "resolution", _("resolution")
    MINUTES = "minutes", _("minutes")
    STATUTE = "statute", _("statute")
    LEGISLATION = "legislation", _("legislation")
    CONVENTION = "convention", _("convention")
    BIBLIOGRAPHY = "bibliography", _("bibliography")
    DATASET = "dataset", _("dataset")
    POSTER = "poster", _("poster")
    AUDIOVISUAL = "audiovisual", _("audiovisual work")
    ARCHIVE_UNIT = "archive_unit", _("archive material")
    WEBSITE = "website", _("website")
    THESIS = "thesis", _("thesis")


SERIALS = frozenset(
    {ReferenceType.NEWSLETTER, ReferenceType.JOURNAL, ReferenceType.STUDY_SERIES, ReferenceType.PROCEEDINGS}
)


class ArchiveLevel(TextChoices):
    """ISAD(G), 2nd edition, 3.1.4: level of description."""

    FONDS = "fonds", _("fonds")
    SUBFONDS = "subfonds", _("sub-fonds")
    SERIES = "series", pgettext_lazy("level of archives", "series")
    SUBSERIES = "subseries", _("sub-series")
    FILE = "file", pgettext_lazy("level of archives", "file")
    ITEM = "item", pgettext_lazy("level of archives", "item")


class Judgement(TextChoices):
    """What a person said of two records that look alike."""

    WAITING = "waiting", _("waiting")
    SAME = "same", _("the same: merged")
    DIFFERENT = "different", _("different")


class IssueState(TextChoices):
    RECEIVED = "received", _("received")
    CLAIMED = "claimed", _("called for")
    NEVER_PUBLISHED = "never_published", _("never published")


class RequestState(TextChoices):
    """The way of a request for the reading room."""

    NEW = "new", pgettext_lazy("state of a request", "new")
    APPROVED = "approved", pgettext_lazy("state of a request", "appointment made")
    REFUSED = "refused", pgettext_lazy("state of a request", "refused")
    DONE = "done", pgettext_lazy("state of a request", "visited")
    CANCELLED = "cancelled", pgettext_lazy("state of a request", "cancelled by the reader")


class DepositState(TextChoices):
    """The way of a deposit from a committee into the catalogue."""

    SUBMITTED = "submitted", pgettext_lazy("state of a deposit", "submitted")
    RETURNED = "returned", pgettext_lazy("state of a deposit", "returned with questions")
    ACCEPTED = "accepted", pgettext_lazy("state of a deposit", "accepted")
    DECLINED = "declined", pgettext_lazy("state of a deposit", "declined")


class FileState(TextChoices):
    """What reading the file itself has shown."""

    READABLE = "readable", pgettext_lazy("state of a file", "readable")
    ENCRYPTED = "encrypted", pgettext_lazy("state of a file", "encrypted: kept, not read")
    BROKEN = "broken", pgettext_lazy("state of a file", "damaged: kept, not read")


class FixityResult(TextChoices):
    INTACT = "intact", _("intact")
    CHANGED = "changed", _("changed")
    MISSING = "missing", _("missing")


class LawKind(TextChoices):
    CONVENTION = "convention", _("convention")
    REGULATION = "regulation", _("regulation")
    LAW = "law", _("law")
    DECREE = "decree", _("decree")


class LawRuleKind(TextChoices):
    """What a law asks for or forbids."""

    EXPORT_FORBIDDEN = "export_forbidden", _("export forbidden")
    EXPORT_LICENCE = "export_licence", _("export needs a licence or certificate")
    IMPORT_FORBIDDEN = "import_forbidden", _("import forbidden")
    IMPORT_LICENCE = "import_licence", _("import needs a licence")
    IMPORTER_STATEMENT = "importer_statement", _("import needs the importer's statement")
    STATE_OWNERSHIP = "state_ownership", _("belongs to the State")
    REPORTING = "reporting", _("finds must be reported")
    RESTITUTION = "restitution", _("must be given back")
    DILIGENCE = "diligence", _("buyer must show diligence")
    TRADE = "trade", _("trade needs a licence or a register")


class Certainty(TextChoices):
    """How sure a stated fact is. Nothing here is legal advice."""

    VERIFIED = "verified", _("stated by the text itself")
    REPORTED = "reported", _("stated by a source, not read in the text")
    UNCERTAIN = "uncertain", _("sources differ or are incomplete")


class ObjectClass(TextChoices):
    """Broad classes that laws speak of; `ANY` stands for every cultural object that a law protects."""

    ANY = "any", _("any protected cultural object")
    ARCHAEOLOGICAL = "archaeological", _("archaeological find")
    DISMEMBERED = "dismembered", _("part of a monument or site")
    PALAEONTOLOGICAL = "palaeontological", _("fossil or natural history specimen")
    ETHNOLOGICAL = "ethnological", _("ethnological object")
    FINE_ART = "fine_art", _("painting, drawing, sculpture")
    MANUSCRIPT = "manuscript", _("manuscript, rare book, archives")
    COIN = "coin", _("coin, inscription, seal")
    RELIGIOUS = "religious", _("religious or ceremonial object")
    FURNITURE = "furniture", _("furniture, musical instrument")
    HISTORICAL = "historical", _("object of history or science")


ROLES = (
    ("author", _("author")),
    ("editor", _("editor")),
    ("translator", _("translator")),
    ("illustrator", _("illustrator")),
    ("photographer", _("photographer")),
    ("compiler", _("compiler")),
    ("curator", _("curator")),
    ("issuing body", _("issuing body")),
    ("originator", _("originator")),
    ("speaker", _("speaker")),
    ("contributor", _("contributor")),
)

FREQUENCY_LABELS = {
    Frequency.WEEKLY: _("weekly"),
    Frequency.MONTHLY: _("monthly"),
    Frequency.BIMONTHLY: _("every two months"),
    Frequency.QUARTERLY: _("quarterly"),
    Frequency.THREE_A_YEAR: _("three times a year"),
    Frequency.TWICE_A_YEAR: _("twice a year"),
    Frequency.YEARLY: _("yearly"),
    Frequency.EVERY_TWO_YEARS: _("every two years"),
    Frequency.EVERY_THREE_YEARS: _("every three years"),
}
FREQUENCIES = [(code.value, label) for code, label in FREQUENCY_LABELS.items()]
