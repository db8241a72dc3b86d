"""Measured times as pages write them."""

from datetime import timedelta

from django.utils.translation import gettext as _

from museion.response.queries.exercises import Exercise


def list_spans(measured: Exercise) -> list[str]:
    """From the beginning to museums told, people asked, the first yes, the team complete; empty where it has not come to that."""
    moments = (measured.told_after, measured.asked_after, measured.first_yes_after, measured.filled_after)
    return [_write(span) for span in moments]


def name_spans(measured: Exercise) -> list[tuple[str, str]]:
    """Those that there are, with their names."""
    names = (_("told after"), _("asked after"), _("first yes after"), _("complete after"))
    return [(name, span) for name, span in zip(names, list_spans(measured), strict=True) if span]


def _write(span: timedelta | None) -> str:
    """Hours, minutes and seconds; below a minute with a tenth."""
    if span is None:
        return ""
    seconds = span.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
