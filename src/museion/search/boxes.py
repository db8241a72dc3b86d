"""Areas of the map as addresses write them."""

from museion.search.requests import Box


def write_box(box: Box) -> str:
    return f"{box.south:g},{box.west:g},{box.north:g},{box.east:g}"


def read_box(text: str) -> Box | None:
    """`south,west,north,east` in degrees; None for anything else."""
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -90 <= south <= north <= 90 and all(-180 <= value <= 180 for value in (west, east))
    return Box(south, west, north, east) if fits else None
