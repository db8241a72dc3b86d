"""What the facts and values of rules are called on pages; in the rules themselves they keep their short names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from museion.governance.statutes import Condition, Facts
from museion.network.terms import BodyKind, MemberCategory, Standing

FACT_LABELS: Mapping[str, Any] = {
    "category": _("member category"),
    "standing": _("dues of the year"),
    "settled_date": _("dues settled on"),
    "list_closing_date": _("voter list closes on"),
    "institution_standing": _("dues of the institution"),
    "institution_votes": _("the institution's band carries a vote"),
    "voting_committees": _("international committees in which the member votes"),
    "appointed_by": _("appointed by a"),
    "appointed_date": _("appointed on"),
    "is_emergency": _("changed in an emergency"),
    "hours_before": _("hours before the assembly"),
    "votes_taken": _("votes of the body given so far"),
    "votes_of_body": _("votes that the body has"),
    "members_of_body": _("members of the committee"),
    "votes_in_body": _("votes in this committee"),
    "holder_votes": _("the holder votes"),
    "giver_votes": _("the giver votes"),
    "proxies_held": _("proxies that the holder would have"),
    "holder_gave": _("the holder gave a proxy away"),
    "giver_holds": _("proxies that the giver holds"),
    "is_same_person": _("giver and holder are one person"),
    "given_date": _("given on"),
    "terms_in_a_row": _("terms in this office just before"),
}
_VALUES: Mapping[str, Any] = {
    **dict(MemberCategory.choices),
    **dict(Standing.choices),
    **dict(BodyKind.choices),
    "yes": _("yes"),
    "no": _("no"),
}
_COMPARISONS: Mapping[str, Any] = {
    "at most": _("at most"),
    "at least": _("at least"),
    "not after": _("not after"),
    "not before": _("not before"),
    "after": _("after"),
    "is one of": _("is one of"),
    "is none of": _("is none of"),
    "is not": _("is not"),
    "is": _("is"),
    "is known": _("is known"),
    "is unknown": _("is not known"),
}


def label_value(value: Any) -> str:
    if value is None:
        return str(_("not known"))
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, list | tuple):
        return ", ".join(map(label_value, value))
    return str(_VALUES.get(str(value), value))


def word_condition(line: Condition, facts: Facts, parameters: Mapping[str, Any]) -> str:
    """A line of a rule for people: `dues settled on not after 12 February 2026 (is: 3 March 2026)`."""
    demand = f"{FACT_LABELS[line.fact]} {_COMPARISONS[line.comparison]}"
    if line.operand:
        demand += f" {label_value(line.read_operand(facts, parameters))}"
    return demand
