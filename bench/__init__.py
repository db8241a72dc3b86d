"""Side-by-side measurements: each figure stands beside a peer's, measured in the same run on the same records."""

import museion  # noqa: F401 - what it sets must stand before numpy is loaded
