"""The terms of care in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from museion.heritage.custody.methods import Method
from museion.heritage.custody.reasoning import Contradiction
from museion.heritage.custody.windows import Paper, Window

METHOD_LABELS: dict[Method, Any] = {
    Method.SALE: _("sale"),
    Method.PRIVATE_SALE: _("private sale"),
    Method.PURCHASE: _("purchase"),
    Method.AUCTION: _("auction"),
    Method.EXCHANGE: _("exchange"),
    Method.FORCED_SALE: _("forced sale"),
    Method.GIFT: _("gift"),
    Method.PRIZE: _("prize"),
    Method.TRANSFER: _("transfer"),
    Method.BEQUEST: _("bequest"),
    Method.DESCENT: _("by descent"),
    Method.ASSIGNMENT: _("assignment"),
    Method.APPROPRIATION: _("appropriation"),
    Method.CONFISCATION: _("confiscation"),
    Method.CONVERSION: _("conversion"),
    Method.THEFT: _("theft"),
    Method.LOOTING: _("looting"),
    Method.RESTITUTION: _("restitution"),
    Method.CREATION: _("made"),
    Method.FOUND: _("found"),
    Method.DISCOVERY: _("discovery"),
    Method.EXCAVATION: _("excavation"),
    Method.ILLEGAL_EXTRACTION: _("illegal excavation"),
    Method.FIELD_COLLECTION: _("collected in the field"),
    Method.COMMISSION: _("commission"),
    Method.FABRICATION: _("fabrication"),
    Method.AGENT: _("as agent"),
    Method.TRUSTEE: _("as trustee"),
    Method.DEPOSIT: _("on deposit"),
    Method.CONSIGNMENT: _("on consignment"),
    Method.LOAN: _("on loan"),
    Method.TOUR: _("on tour"),
    Method.DELIVERY: _("delivered"),
    Method.RETURN: _("returned"),
    Method.DESTRUCTION: _("destruction"),
    Method.LOSS: _("loss"),
    Method.DISAPPEARANCE: _("disappearance"),
    Method.EXPIRATION: _("end of a right"),
}
CONTRADICTION_LABELS: dict[Contradiction, Any] = {
    Contradiction.TWO_HOLDERS: _("Two owners at once"),
    Contradiction.OUT_OF_ORDER: _("Out of order"),
    Contradiction.ENDS_BEFORE_BEGINNING: _("Ends before it begins"),
    Contradiction.AFTER_DEATH: _("After the owner's death"),
    Contradiction.BEFORE_BIRTH: _("Before the owner's birth"),
    Contradiction.BEFORE_CREATION: _("Before the object was made"),
    Contradiction.IN_THE_FUTURE: _("In the future"),
}
WINDOW_LABELS: dict[Window, Any] = {
    Window.PERSECUTION: _("Europe, 1933 to 1945"),
    Window.CONVENTION_1970: _("Out of its country before November 1970, or with an export licence?"),
    Window.COUNTRY_LAW: _("Out of its country before its law, or with an export licence?"),
    Window.AREA_AT_RISK: _("Out of its country before the emergency there?"),
    Window.TAKING: _("Taken from its owner"),
    Window.NO_PERMIT: _("Excavated: no permit is at hand"),
}
# As short as a drawing asks for.
WINDOW_NAMES: dict[Window, Any] = {
    Window.PERSECUTION: _("1933–1945"),
    Window.CONVENTION_1970: _("1970 Convention"),
    Window.COUNTRY_LAW: _("law of its country"),
    Window.AREA_AT_RISK: _("emergency"),
    Window.TAKING: _("taken"),
    Window.NO_PERMIT: _("excavated"),
}
PAPER_LABELS: dict[Paper, Any] = {
    Paper.EXPORT_LICENCE: _("export licence"),
    Paper.IMPORT_LICENCE: _("import licence"),
    Paper.EXCAVATION_PERMIT: _("excavation permit"),
    Paper.TITLE_DOCUMENT: _("document of title"),
    Paper.RESTITUTION_AGREEMENT: _("restitution agreement"),
}
