"""How near two words are to one another, letter by letter."""

from collections.abc import Iterable

_SHORTEST = 3
"""In letters; among shorter ones everything is near."""
_LEAST_FOR_TWO = 5
_MOST_NEAR = 3


def measure_distance(one: str, other: str, most: int) -> int:
    """Edits between two words (optimal string alignment), or `most` + 1 as soon as there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, before, row = before, row, [place]
        for column, other_letter in enumerate(other, start=1):
            cost = min(row[-1] + 1, before[column] + 1, before[column - 1] + (letter != other_letter))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == other_letter:
                cost = min(cost, above[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def find_near(wanted: str, words: Iterable[str]) -> list[str]:
    """The few words that `wanted` may be a slip of, or the beginning, best first. Both are compared as they are written."""
    most = 2 if len(wanted) >= _LEAST_FOR_TWO else min(1, len(wanted) // _SHORTEST)
    ranked = sorted((_rank(wanted, word, most), word) for word in words)
    return [word for rank, word in ranked if rank <= most][:_MOST_NEAR]


def _rank(wanted: str, word: str, most: int) -> int:
    return 1 if word.startswith(wanted) and word != wanted else measure_distance(wanted, word, most)
