"""What property tests draw from, and how: `same` each time, or `new` ones to look for what nobody has thought of."""

from hypothesis import settings
from hypothesis import strategies as st

# A suite that is red names a change, not luck or a slow machine.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None, max_examples=400, print_blob=True)


def draw_degrees(least: float, most: float) -> st.SearchStrategy[float]:
    """To a centimetre: nothing tells places apart of which one is 1e-130 degrees from the equator."""
    return st.floats(least, most).map(lambda value: round(value, 7))
