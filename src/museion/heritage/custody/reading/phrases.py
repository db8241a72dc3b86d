"""How a statement says that the object came to its holder: “purchased by X from Y”, “(sold at Z)”, “by descent to his son”."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from museion.heritage.custody.methods import Method

_OF = r"(?:\s+(?:from (?P<giver>.+?)|in (?:her|his|their) name))?"
_THROUGH = r"(?:,?\s+(?:through|via|thru|care of) (?P<agent>.+))?"


class _Phrase(NamedTuple):
    """A pattern with the groups party, giver, agent; `is_agent`: who is named acted for others."""

    pattern: re.Pattern[str]
    method: Method | None
    is_agent: bool = False


def _make(pattern: str, method: Method | None, *, is_agent: bool = False) -> _Phrase:
    return _Phrase(re.compile(rf"{pattern}\Z", re.IGNORECASE | re.DOTALL), method, is_agent)


_WHO = r"(?P<party>.+?)"
_WHOSE = r"(?:his|her|their|its|the|partial|promised|fractional|and|by|as|a)\s+"
_DURESS = r"(?:forced sale|forced to sell|(?:sold|sale) under (?:duress|compulsion|pressure)|forcibly sold)"
# Who took it is not said, though perhaps where.
_NAMELESS = r"(?: from (?P<giver>[^,]+))?(?P<more>,.*)?"
_HOUSE = "galler|associat|christie|sotheby|drouot|phillips|bonham|auction"
# The first that fits decides.
_PHRASES = (
    _make(r"(?:museum |by )?purchased?(?: with funds.*)?(?: through (?P<agent>.+))?", Method.PURCHASE),
    _make(r"(?:.+ )?(?:purchase |acquisition )?(?:funds?|trust fund|income)(?:,? by exchange)?", Method.PURCHASE),
    _make(
        rf"(?:purchased|bought|acquired) (?:by {_WHO} )?at auction(?: (?:at|from|by) (?P<giver>.+?))?{_THROUGH}",
        Method.AUCTION,
    ),
    _make(rf"(?:purchased|bought|bt\.?) from (?P<giver>.+?) by {_WHO}{_THROUGH}", Method.PURCHASE),
    _make(rf"(?:purchased|bought|bt\.?)(?: directly)? by {_WHO}{_OF}{_THROUGH}", Method.PURCHASE),
    _make(rf"bt\.? {_WHO}", Method.PURCHASE),
    _make(rf"acquired from (?P<giver>.+?) by {_WHO}{_THROUGH}", None),
    _make(rf"(?:acquired|obtained|received) by {_WHO}{_OF}{_THROUGH}", None),
    _make(rf"{_DURESS} (?:to|by|at|through) {_WHO}", Method.FORCED_SALE),
    _make(rf"{_DURESS}{_NAMELESS}", Method.FORCED_SALE),
    _make(rf"sold (?:by .+? )?to {_WHO},? under duress", Method.FORCED_SALE),
    _make(rf"sold (?:by .+? )?to {_WHO}{_THROUGH}", Method.SALE),
    _make(
        rf"(?:(?:his|her|their|possibly) )?(?:sold|auctioned|offered)(?: at auction)?,? (?:at|by|through|in)? ?{_WHO}",
        Method.AUCTION,
        is_agent=True,
    ),
    _make(rf"(?P<party>[^,]*(?:{_HOUSE})[^,]*?) (?:sale|auction)(?P<more>,.*)?", Method.AUCTION, is_agent=True),
    _make(rf"(?:[^,]+ )?sale,? (?:at )?{_WHO}", Method.AUCTION, is_agent=True),
    _make(rf"(?:{_WHOSE})*(?:gifts?|given|donated|donation)(?: of (?P<giver>.+?))? to {_WHO}", Method.GIFT),
    _make(rf"(?:{_WHOSE})*(?:gift|donation)s? (?:of|from|by) (?P<giver>.+)", Method.GIFT),
    _make(rf"(?:given|donated) by (?P<giver>.+?)(?: to {_WHO})?", Method.GIFT),
    _make(
        rf"(?:{_WHOSE})*(?:bequest|bequeathed|bequest by exchange|by bequest)(?: of (?P<giver>.+?))? to {_WHO}",
        Method.BEQUEST,
    ),
    _make(rf"(?:{_WHOSE})*bequest of (?P<giver>.+)", Method.BEQUEST),
    _make(r"bequeathed(?: by (?P<giver>.+))?", Method.BEQUEST),
    _make(
        rf"(?:by (?:family )?descent|by inheritance|inherited)(?: (?:to|in|through|by|within|from (?P<giver>.+?) to))? {_WHO}",
        Method.DESCENT,
    ),
    _make(rf"(?:by )?exchanged? (?:to|with|by) {_WHO}", Method.EXCHANGE),
    _make(rf"{_WHO},? (?:through|by|in) an? exchange(?: of value)?(?:, to)?", Method.EXCHANGE),
    _make(rf"by conversion,? to {_WHO}", Method.CONVERSION),
    _make(rf"commissioned (?:by|from .+? by) {_WHO}", Method.COMMISSION),
    _make(rf"(?:transferred|transfer)(?: from (?P<giver>.+?))? to {_WHO}", Method.TRANSFER),
    _make(r"(?:transferred|transfer) from (?P<giver>.+)", Method.TRANSFER),
    _make(rf"(?:consigned (?:to|by .+? to)|on consignment (?:with|to|at)) {_WHO}", Method.CONSIGNMENT, is_agent=True),
    _make(rf"(?:on (?:long-term |indefinite )?loan to|lent to|loaned to) {_WHO}", Method.LOAN),
    _make(rf"(?:on deposit (?:at|with)|deposited (?:at|with|in)) {_WHO}", Method.DEPOSIT),
    _make(rf"(?:confiscated|seized) (?:from (?P<giver>.+?) )?by {_WHO}", Method.CONFISCATION),
    _make(rf"looted (?:from (?P<giver>.+?) )?by {_WHO}", Method.LOOTING),
    _make(rf"(?:restituted|restitution) to {_WHO}", Method.RESTITUTION),
    _make(rf"returned to {_WHO}", Method.RETURN),
    _make(rf"excavated (?:by )?{_WHO}", Method.EXCAVATION),
    _make(rf"(?:found|discovered) (?:by )?{_WHO}", Method.DISCOVERY),
    _make(rf"(?:confiscated|seized|expropriated|aryani[sz]ed){_NAMELESS}", Method.CONFISCATION),
    _make(rf"(?:looted|plundered){_NAMELESS}", Method.LOOTING),
    _make(rf"stolen{_NAMELESS}", Method.THEFT),
    _make(r"stolen from (?P<giver>.+)", Method.THEFT),
    _make(rf"with {_WHO}", None, is_agent=True),
    _make(r"(?P<party>[^,]+?),? as agent(?: for [^,]+)?(?P<more>,.*)?", Method.AGENT, is_agent=True),
    _make(rf"(?:the )?(?:private )?collection of {_WHO}", None),
    _make(rf"{_WHO},?\s+(?:through|via) (?P<agent>.+)", None),
)
_DOUBT = re.compile(r"\A(?:possibly|probably|perhaps|presumably|likely|maybe)\b[:,]?\s*", re.IGNORECASE)
_FROM_MAKER = re.compile(r"\b(purchased|bought|acquired) (?:directly )?from the artist by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`party` still holds its place. `is_phrase`: the words of a method were there. `is_nameless`: only the place was."""

    party: str
    method: Method | None = None
    giver: str = ""
    is_agent: bool = False
    is_certain: bool = True
    is_phrase: bool = False
    is_nameless: bool = False


def read_phrase(text: str) -> Phrase:
    plain = _DOUBT.sub("", text)
    is_certain = plain == text
    plain = _FROM_MAKER.sub(r"\1 by", plain)
    for known in _PHRASES:
        match = known.pattern.match(plain)
        if match:
            held = match.groupdict()
            name, more, giver = (held.get(group) or "" for group in ("party", "more", "giver"))
            party, is_nameless = name + more, bool(more and not name)
            return Phrase(party, known.method, giver, known.is_agent, is_certain, True, is_nameless)  # noqa: FBT003
    return Phrase(plain, is_certain=is_certain)
