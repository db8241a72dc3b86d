"""What a browser shows of a file from outside: nothing that could run."""

import pytest

from museion.library.views.files import SHOWN


@pytest.mark.parametrize(
    "media_type", ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/javascript"]
)
def test_what_can_run_is_saved_and_never_shown(media_type: str) -> None:
    assert media_type not in SHOWN
