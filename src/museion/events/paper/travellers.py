"""Who travels to an event with a letter of invitation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traveller:
    """As in the passport; none of it is kept."""

    name: str
    nationality: str = ""
    passport_number: str = ""
    born_date: str = ""
