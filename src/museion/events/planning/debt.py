"""Translation debt: which promised texts of an event are missing, in which languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TEXTS = ("titles", "descriptions", "venues", "accessibility")


@dataclass(frozen=True, slots=True)
class Debt:
    """`missing`: (text, language) pairs; `promised`: how many texts there should be in all languages."""

    key: str
    missing: tuple[tuple[str, str], ...]
    promised: int

    @property
    def percent_done(self) -> int:
        return round(100 * (self.promised - len(self.missing)) / self.promised) if self.promised else 100


def find_debt(key: str, texts: Mapping[str, Mapping[str, str]], promised: Sequence[str]) -> Debt:
    """A text that is in no language is not owed in any: nobody promised it."""
    stated = [name for name in texts if any(texts[name].values())]
    missing = tuple((name, tag) for name in stated for tag in promised if not _has(texts[name], tag))
    return Debt(key, missing, len(stated) * len(promised))


def _has(texts: Mapping[str, str], tag: str) -> bool:
    """`pt-BR` pays what was promised as `pt`."""
    return any(text and held.split("-")[0] == tag.split("-")[0] for held, text in texts.items())
