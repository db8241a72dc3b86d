"""The coded terms of the register: kinds of body, categories of member and institution, roles of a mandate.

Source: the network's membership forms and statutes, as listed in section 1.3 of the mission; the codes are ours.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    GENERAL_ASSEMBLY = "general_assembly", _("general assembly")
    EXECUTIVE_BOARD = "executive_board", _("executive board")
    ADVISORY_COUNCIL = "advisory_council", _("advisory council")
    SECRETARIAT = "secretariat", _("secretariat")
    INFORMATION_CENTRE = "information_centre", _("information centre")
    NATIONAL_COMMITTEE = "national_committee", _("national committee")
    NATIONAL_CORRESPONDENT = "national_correspondent", _("national correspondent")
    INTERNATIONAL_COMMITTEE = "international_committee", _("international committee")
    REGIONAL_ALLIANCE = "regional_alliance", _("regional alliance")
    AFFILIATED_ORGANISATION = "affiliated_organisation", _("affiliated organisation")
    STANDING_COMMITTEE = "standing_committee", _("standing committee")
    WORKING_GROUP = "working_group", _("working group")


class CommitteeBasis(models.TextChoices):
    COLLECTION = "collection", _("type of collection")
    TOPIC = "topic", _("general topic")


class InstitutionCategory(models.TextChoices):
    BOTANICAL_GARDEN = "botanical_garden", _("botanical garden")
    CONSERVATION_INSTITUTE = "conservation_institute", _("conservation institute")
    CULTURAL_CENTRE = "cultural_centre", _("cultural centre")
    EXHIBITION_GALLERY = "exhibition_gallery", _("exhibition gallery")
    LIBRARY_ARCHIVES = "library_archives", _("library or archives")
    MUSEUM = "museum", _("museum")
    NATURAL_PARK = "natural_park", _("natural park or animal reserve")
    RESEARCH_INSTITUTE = "research_institute", _("research or training institute")
    ZOO_AQUARIUM = "zoo_aquarium", _("zoological garden or aquarium")
    OTHER = "other", _("other institution")


class GoverningStatus(models.TextChoices):
    ASSOCIATION = "association", _("association")
    COUNTY = "county", _("county")
    FOUNDATION = "foundation", _("foundation or society")
    MUNICIPAL = "municipal", _("municipal")
    NATIONAL = "national", _("national")
    PRIVATE = "private", _("private")
    PROVINCIAL = "provincial", _("provincial")
    REGIONAL = "regional", _("regional")
    UNIVERSITY = "university", _("university")
    OTHER = "other", _("other status")


class CollectionType(models.TextChoices):
    AGRICULTURE = "agriculture", _("agriculture and rural heritage")
    APPLIED_ARTS = "applied_arts", _("applied arts")
    ARCHAEOLOGY = "archaeology", _("archaeology")
    ARCHITECTURE = "architecture", _("architecture")
    CHILDREN = "children", _("children's museum")
    COSTUME = "costume", _("costume")
    DECORATIVE_ARTS = "decorative_arts", _("decorative arts and design")
    ECOMUSEUM = "ecomuseum", _("ecomuseum")
    EDUCATION = "education", _("education")
    ETHNOGRAPHY = "ethnography", _("ethnology and ethnography")
    FINE_ARTS = "fine_arts", _("fine arts")
    HISTORIC_HOUSE = "historic_house", _("historic house")
    HISTORY = "history", _("history")
    INDUSTRIAL_HERITAGE = "industrial_heritage", _("industrial heritage")
    LITERATURE = "literature", _("literature")
    MARITIME = "maritime", _("maritime")
    MEDICINE = "medicine", _("medicine")
    MILITARY_HISTORY = "military_history", _("military history")
    MODERN_ART = "modern_art", _("modern and contemporary art")
    MONEY = "money", _("money and banking")
    MUSICAL_INSTRUMENTS = "musical_instruments", _("musical instruments")
    NATURAL_HISTORY = "natural_history", _("natural history")
    OPEN_AIR = "open_air", _("open-air museum")
    PERFORMING_ARTS = "performing_arts", _("performing arts")
    PHOTOGRAPHY = "photography", _("photography")
    REGIONAL = "regional", _("regional and local")
    SCIENCE_TECHNOLOGY = "science_technology", _("science and technology")
    SCULPTURE = "sculpture", _("sculpture")
    SPORTS = "sports", _("sports")
    TRANSPORT = "transport", _("transport and communications")


class MemberCategory(models.TextChoices):
    INDIVIDUAL = "individual", _("individual member")
    INSTITUTIONAL = "institutional", _("representative of an institution")
    STUDENT = "student", _("student member")
    SUPPORTING = "supporting", _("supporting member")
    HONORARY = "honorary", _("honorary member")


class AgentKind(models.TextChoices):
    """What an entry of the register of people stands for."""

    PERSON = "person", _("person")
    GROUP = "group", _("organisation or group")
    UNKNOWN = "unknown", _("unidentified maker")


class MandateRole(models.TextChoices):
    PRESIDENT = "president", _("president")
    VICE_PRESIDENT = "vice_president", _("vice-president")
    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice-chair")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")
    BOARD_MEMBER = "board_member", _("board member")
    DIRECTOR_GENERAL = "director_general", _("director general")
    CORRESPONDENT = "correspondent", _("correspondent")
    DELEGATE = "delegate", _("delegate")


class Appointment(models.TextChoices):
    """How somebody came to a mandate."""

    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")
    EX_OFFICIO = "ex_officio", _("by office")
    CO_OPTED = "co_opted", _("co-opted")


class LanguageLevel(models.TextChoices):
    """Common European Framework of Reference for Languages, with the mother tongue above it."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    NATIVE = "native", _("mother tongue")


class PaymentMeans(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    CARD = "card", _("card")
    CASH = "cash", _("cash")
    COMMITTEE = "committee", _("through the national committee")


class Unclear(models.TextChoices):
    """Why an entry of a bank's statement waits for a person."""

    NO_INVOICE = "no_invoice", _("The payer names no invoice.")
    SEVERAL = "several", _("The payer names several invoices.")
    UNKNOWN = "unknown", _("No invoice has the number that the payer names.")
    CURRENCY = "currency", _("The invoice is in another currency.")
    NO_REFERENCE = "no_reference", _("The bank gave no reference, so it could be booked twice.")
    NO_AMOUNT = "no_amount", _("The amount cannot be read.")
    NO_DAY = "no_day", _("The day cannot be read.")


class Standing(models.TextChoices):
    """Of a member in a calendar year."""

    PAID = "paid", _("in good standing")
    EXEMPT = "exempt", _("exempt from dues")
    GRACE = "grace", _("to be paid, still in the days of grace")
    UNPAID = "unpaid", _("dues not paid")
    NO_MEMBER = "no_member", _("no member")


class ApplicationState(models.TextChoices):
    COMMITTEE = "committee", _("with the committee")
    QUESTION = "question", _("waiting for the applicant")
    SECRETARIAT = "secretariat", _("with the secretariat")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("refused")
    APPEAL = "appeal", _("appeal with the board")
    CLOSED = "closed", _("refused after appeal")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")
