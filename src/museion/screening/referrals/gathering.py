"""What of a case goes to a partner: descriptions, photos, sealed runs and the log; nothing of who reported it."""

from pathlib import PurePosixPath
from typing import Any

from museion.core.models import JournalLine
from museion.heritage.pictures import find_picture
from museion.screening.models import Case, LossRecord
from museion.screening.queries.cases import get_case_log
from museion.screening.referrals.object_id import describe_object
from museion.screening.referrals.packing import write_json, write_json_lines
from museion.screening.runs.sealing import describe_matches, describe_sealed


def gather_files(case: Case) -> dict[str, bytes]:
    """Name in the package → content."""
    losses = list(case.losses.prefetch_related("photographs").order_by("id"))
    kept = _gather_photos(case, losses)
    names = {PurePosixPath(name).name: name for name in kept}
    files = {
        "case.json": write_json(_describe_case(case)),
        "object-id.json": write_json([describe_object(loss, names) for loss in losses]),
        "log.jsonl": write_json_lines([_describe_line(line) for line in get_case_log(case)]),
        **kept,
    }
    for screening in case.screenings.order_by("id"):
        sealed = describe_sealed(screening, describe_matches(screening))
        files[f"screenings/{screening.key}.json"] = write_json({"content": sealed, "seal": screening.seal})
    return files


def _gather_photos(case: Case, losses: list[LossRecord]) -> dict[str, bytes]:
    by_folder = {"photos/reported": [str(name) for name in case.photos]}
    for loss in losses:
        by_folder[f"photos/{loss.key}"] = [held.file_name for held in loss.photographs.all()]
    return {
        f"{folder}/{name}": path.read_bytes()
        for folder, names in by_folder.items()
        for name in names
        if (path := find_picture(name))
    }


def _describe_case(case: Case) -> dict[str, Any]:
    return {
        "key": case.key,
        "title": case.title,
        "summary": case.summary,
        "country": case.country,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(timespec="seconds"),
    }


def _describe_line(line: JournalLine) -> dict[str, Any]:
    """Who did what when, with the hash that the journal's chain proves; not the values, which may name people."""
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "actor": line.actor,
        "action": line.action,
        "key": line.key,
        "hash": bytes(line.hash).hex(),
    }
