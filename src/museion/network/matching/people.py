"""Two entries of people: the same one? Names in any script, years of life, nationality, identifiers, address.

Weights are log odds, set on pairs of the National Gallery of Art's people; `bench merging` says how they do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from museion.network.matching.judging import Judged, Reason, weigh
from museion.network.matching.names import Name, compare_names, sound_alike

PRIOR = -3.3
_SCHEMES_OF_ONE = ("wikidata", "ulan", "viaf", "isni", "orcid", "lcnaf", "gnd")


@dataclass(frozen=True, slots=True)
class Someone:
    """Years are None where nobody stated them. `places`: nationality and country, folded. `kind`: person or group."""

    key: str
    names: tuple[Name, ...]
    born: int | None = None
    died: int | None = None
    places: frozenset[str] = frozenset()
    kind: str = "person"
    email: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


def judge_people(one: Someone, other: Someone, rarity: Mapping[str, float]) -> Judged:
    reasons = [
        *_compare_names(one, other, rarity),
        *_compare_years("born", one.born, other.born),
        *_compare_years("died", one.died, other.died),
        *_compare_life(one, other),
        *_compare_facts(one, other),
    ]
    return weigh(reasons, prior=PRIOR)


def list_blocks(someone: Someone) -> Iterator[str]:
    """Keys of which two entries must share one to be compared at all."""
    years = [year for year in (someone.born, someone.died) if year]
    for name in someone.names:
        yield from _list_word_blocks(name, years)
        yield from _list_sound_blocks(name, years)
    if someone.email:
        yield f"mail {someone.email.lower()}"
    yield from (f"{scheme} {value}" for scheme, value in someone.identifiers.items())


def _list_word_blocks(name: Name, years: list[int]) -> Iterator[str]:
    words = [word for word in name.words if len(word) > 1]
    yield f"name {' '.join(words)}"
    yield from (f"year {word[:5]} {year}" for word in words for year in years)
    yield from (f"pair {one[:6]} {other[:6]}" for one, other in combinations(words, 2))


def _list_sound_blocks(name: Name, years: list[int]) -> Iterator[str]:
    """By years for every name; without any for names in other scripts, whose words meet no Latin one."""
    sounds = sorted(name.sounds)[:12]
    yield from (f"sound {sound} {year}" for sound in sounds for year in years)
    if not name.is_latin:
        yield from (f"sounds {one} {other}" for one, other in combinations(sounds[:6], 2))


def _compare_names(one: Someone, other: Someone, rarity: Mapping[str, float]) -> Iterator[Reason]:
    graded = [(compare_names(a, b, rarity), a, b) for a in one.names for b in other.names]
    best, mine, theirs = max(graded, key=lambda grade: grade[0], default=(0.0, None, None))
    if mine is None or theirs is None:
        return
    heard = max((sound_alike(a, b) for _grade, a, b in graded if _in_two_scripts(a, b)), default=0.0)
    if heard >= 0.6 and heard > best:
        yield Reason("sounds_alike", f"{mine.text} / {theirs.text}", 5.0 * heard)
        return
    detail = f"{mine.text} / {theirs.text}" if mine.text != theirs.text else mine.text
    # Two rare names that agree say more than two common ones.
    rare = min(2.0, sum(rarity.get(word, 1.0) for word in set(mine.words) & set(theirs.words)))
    if best >= 0.98:
        yield Reason("same_name", detail, 3.4 + rare)
    elif best >= 0.6:
        yield Reason("like_name", detail, (best - 0.6) / 0.4 * 4.2 - 0.8 + 0.5 * rare)
    else:
        yield Reason("other_name", detail, -3.0)


def _in_two_scripts(one: Name, other: Name) -> bool:
    return one.is_latin != other.is_latin


def _compare_years(code: str, mine: int | None, theirs: int | None) -> Iterator[Reason]:
    if mine is None or theirs is None:
        return
    apart, detail = abs(mine - theirs), f"{mine}" if mine == theirs else f"{mine} / {theirs}"
    if apart == 0:
        yield Reason(f"{code}_same", detail, 2.2)
    elif apart <= 2:
        yield Reason(f"{code}_near", detail, 0.6)
    elif apart <= 10:
        yield Reason(f"{code}_differs", detail, -1.2)
    else:
        yield Reason(f"{code}_differs", detail, -4.0)


def _compare_life(one: Someone, other: Someone) -> Iterator[Reason]:
    for first, second in ((one, other), (other, one)):
        if first.died is not None and second.born is not None and second.born >= first.died:
            yield Reason("lived_apart", f"† {first.died}, * {second.born}", -4.0)
            return


def _compare_facts(one: Someone, other: Someone) -> Iterator[Reason]:
    if one.places and other.places:
        common = one.places & other.places
        detail = ", ".join(sorted(common or one.places | other.places))
        yield Reason("place_same", detail, 0.5) if common else Reason("place_differs", detail, -0.8)
    if one.kind != other.kind:
        yield Reason("kind_differs", f"{one.kind} / {other.kind}", -3.5)
    if one.email and one.email.lower() == other.email.lower():
        yield Reason("email_same", one.email, 5.0)
    yield from compare_identifiers(one.identifiers, other.identifiers, _SCHEMES_OF_ONE)


def compare_identifiers(mine: Mapping[str, str], theirs: Mapping[str, str], schemes: Iterable[str]) -> Iterator[Reason]:
    """One number for one thing: the same speaks for, another of the same scheme against."""
    for scheme in schemes:
        if mine.get(scheme) and theirs.get(scheme):
            detail = f"{scheme} {mine[scheme]}"
            if mine[scheme] == theirs[scheme]:
                yield Reason("number_same", detail, 7.0)
            else:
                yield Reason("number_differs", f"{detail} / {theirs[scheme]}", -6.0)
