"""What is known of one holder: who, how, and the four dates that bound the time."""

from dataclasses import dataclass, field

from museion.heritage.custody.methods import Effect, Method


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last possible day of a moment, as day numbers (`core.dates`); None is open."""

    earliest: int | None = None
    latest: int | None = None

    @property
    def is_open(self) -> bool:
        return self.earliest is None and self.latest is None


ANYTIME = Bounds()


@dataclass(frozen=True, slots=True)
class Life:
    """When a person lived, or a firm was there."""

    birth: Bounds = ANYTIME
    death: Bounds = ANYTIME


UNKNOWN_LIFE = Life()


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """One holder of the chain.

    `is_direct`: it came straight from the holder before. `is_agent`: held it for somebody else, as an auction house does.
    `begin`, `end`: when the holding began and ended, as stated. `papers`: codes of documents that are at hand.
    `country`: ISO 3166-1 of the place. `span`: where in the paragraph it was read. `is_read`: the words were understood.
    """

    party: str = ""
    place: str = ""
    country: str = ""
    method: Method | None = None
    giver: str = ""
    begin: Bounds = ANYTIME
    end: Bounds = ANYTIME
    dates_text: str = ""
    life: Life = UNKNOWN_LIFE
    is_direct: bool = True
    is_agent: bool = False
    is_certain: bool = True
    is_read: bool = True
    papers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def has_title(self) -> bool:
        """Whether the holder owned it, as far as is said; custody alone leaves the owner as it was."""
        return not self.is_agent and (self.method is None or self.method.effect is not Effect.CUSTODY)
