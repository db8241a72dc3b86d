"""The register: bodies in their hierarchy, museums, people, who held which mandate when, and who belongs and paid."""

from museion.network.models.applications import ApplicationStep, MembershipApplication
from museion.network.models.bodies import Body, BodyBranch, Mandate
from museion.network.models.competences import Competence
from museion.network.models.doubles import Double, Merge
from museion.network.models.dues import CountryGroup, Due, FeeBand, FeeRate, Payment, Reminder, WaitingEntry
from museion.network.models.interests import CommitteeInterest
from museion.network.models.invitations import Invitation
from museion.network.models.membership import CommitteeSeat, Membership, PersonAccount, Representative
from museion.network.models.museums import Museum
from museion.network.models.people import Person

__all__ = [
    "ApplicationStep",
    "Body",
    "BodyBranch",
    "CommitteeInterest",
    "CommitteeSeat",
    "Competence",
    "CountryGroup",
    "Double",
    "Due",
    "FeeBand",
    "FeeRate",
    "Invitation",
    "Mandate",
    "Membership",
    "MembershipApplication",
    "Merge",
    "Museum",
    "Payment",
    "Person",
    "PersonAccount",
    "Reminder",
    "Representative",
    "WaitingEntry",
]
