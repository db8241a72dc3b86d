"""A register that does not answer is told as that, by every door: it never looks like "nothing found"."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from museion.core.problems import ProblemError
from museion.screening.matching.photos import PhotoIndexError
from museion.screening.matching.texts.register import TextRegisterError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 30


@contextmanager
def tell_outages() -> Iterator[None]:
    """Raises `ProblemError` (503); which register it was stands in the log and in its cause, for who runs the site."""
    try:
        yield
    except (PhotoIndexError, TextRegisterError) as error:
        logger.error("screening: %s", error)
        detail = _("This does not mean that nothing was found. Please try again in a minute, or tell the desk.")
        told = _("The registers cannot be asked at the moment")
        raise ProblemError(503, told, detail, "unavailable", {"retry_after": RETRY_SECONDS}) from error
