"""What was seen before is asked again when what it is compared with changes: a new loss, another Red List, a looted site."""

from collections.abc import Sequence

from django.utils import timezone

from museion.core.access import make_operator
from museion.core.outbox import Announcement
from museion.screening.actions.accounts import find_asker
from museion.screening.actions.catalogue_runs import screen_lots
from museion.screening.actions.catalogues import request_screening
from museion.screening.actions.runs import make_screening
from museion.screening.models import Catalogue, Lot, Screening
from museion.screening.registers import keeping
from museion.screening.runs.photos import read_kept
from museion.screening.runs.questions import Question
from museion.screening.runs.seen import find_seen, is_anything_seen
from museion.screening.terms import CatalogueState

LOSSES, KINDS = "new-losses", "new-kinds"


def ask_again(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: lots and runs that these losses may be meant by are asked again, and only those."""
    if not is_anything_seen():
        return
    # The registers must know of the losses before anything is asked again; doing it twice changes nothing.
    keeping.keep_texts(announcements)
    keeping.keep_photos(announcements)
    keys = [announced.key for announced in announcements]
    lots, runs = find_seen(keeping.get_sought().filter(key__in=keys).prefetch_related("photographs"))
    for catalogue in Catalogue.objects.current().filter(lots__id__in=lots).distinct():
        chosen = Lot.objects.filter(catalogue=catalogue, id__in=lots).order_by("id").select_related("screening")
        screen_lots(catalogue, list(chosen), actor=find_asker(catalogue.account_id), clock=timezone.now)
    for screening in Screening.objects.current().filter(key__in=runs).exclude(identifiers__has_key="repeats"):
        _repeat(screening)


def screen_for_kinds(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: the Red Lists or the looted sites changed, so every catalogue is asked again."""
    done = list(Catalogue.objects.current().filter(state=CatalogueState.DONE))
    actor = make_operator("Red Lists", via="worker")
    request_screening(done, actor=actor, at=timezone.now(), reason="kinds at risk or looted sites changed")


def _repeat(screening: Screening) -> None:
    """A new run in the name of whoever asked, which says which one it repeats."""
    asked = screening.asked
    question = Question(
        fields=asked["fields"],
        text=asked["text"],
        photos=tuple(read_kept(asked["photos"])),
        purpose=screening.purpose,
        repeats=screening.key,
    )
    make_screening(question, actor=find_asker(screening.account_id), at=timezone.now())
