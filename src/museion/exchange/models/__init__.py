"""What goes out and comes in: publications and their flaws, saved sets, harvests."""

from museion.exchange.models.harvests import Harvest, HarvestedRecord, HarvestProblem, HarvestSource, Protocol
from museion.exchange.models.partners import Delivery, Direction, PackageState, Partner, PartnerPackage
from museion.exchange.models.publications import (
    FeedFlaw,
    PackingSample,
    Publication,
    PublishingMark,
    SavedSet,
    SavedSetMember,
)
from museion.exchange.models.sheets import Sheet

__all__ = [
    "Delivery",
    "Direction",
    "FeedFlaw",
    "Harvest",
    "HarvestProblem",
    "HarvestSource",
    "HarvestedRecord",
    "PackageState",
    "PackingSample",
    "Partner",
    "PartnerPackage",
    "Protocol",
    "Publication",
    "PublishingMark",
    "SavedSet",
    "SavedSetMember",
    "Sheet",
]
