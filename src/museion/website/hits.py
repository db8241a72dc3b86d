"""Hits as the results page shows them: the record's card, and why it was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from museion.core.kinds import KINDS
from museion.core.languages import get_language_name, join_words
from museion.search.documents import Card, get_cards, get_fields
from museion.search.reasons import Explained, Measure, Part, explain
from museion.search.requests import Hit, Reason
from museion.website.question import Question
from museion.website.trail import make_hit_url

SHOWN_REASONS = 6


@dataclass(frozen=True, slots=True)
class ShownHit:
    card: Card
    url: str
    kind_label: Any
    reasons: tuple[Explained, ...]

    @property
    def reason_fields(self) -> str:
        labels = dict.fromkeys(str(reason.part.label) for reason in self.reasons)
        return join_words(labels, get_language() or "en")


def make_hits(question: Question, hits: Sequence[Hit], first_rank: int, language: str) -> list[ShownHit]:
    """A hit whose record has gone since the index was written is left out; its place in the ranks stays."""
    cards = get_cards([(hit.key, hit.kind) for hit in hits], language)
    return [
        ShownHit(
            card=cards[hit.key],
            url=make_hit_url(question, hit.key, rank),
            kind_label=KINDS[hit.kind].label if hit.kind in KINDS else hit.kind,
            reasons=tuple(explain([_make_part(reason, language) for reason in hit.why], Measure.WHOLE)[:SHOWN_REASONS]),
        )
        for rank, hit in enumerate(hits, first_rank)
        if hit.key in cards
    ]


def _make_part(reason: Reason, language: str) -> Part:
    field = get_fields().get(reason.field)
    return Part(
        label=field.label if field else reason.field or _("whole record"),
        points=reason.share,
        held=reason.term,
        via=name_path(reason.via),
        tag=reason.language,
        language=get_language_name(reason.language, language) if reason.language else "",
        path=reason.path,
    )


def name_path(via: str) -> str:
    """How the typed word became the one that was found, in the reader's words."""
    return str(_PATHS.get(via, via))


_PATHS = {
    "exact": pgettext_lazy("how a word matched", "the whole name"),
    "label": pgettext_lazy("how a word matched", "the exact term"),
    "phrase": pgettext_lazy("how a word matched", "the phrase"),
    "stem": pgettext_lazy("how a word matched", "another form of the word"),
    "prefix": pgettext_lazy("how a word matched", "beginning of the word"),
    "narrower": pgettext_lazy("how a word matched", "narrower concept"),
    "concept": pgettext_lazy("how a word matched", "same concept"),
    "typo": pgettext_lazy("how a word matched", "other spelling"),
    "script": pgettext_lazy("how a word matched", "the same name in another script"),
    "vector": pgettext_lazy("how a word matched", "near in meaning"),
    "initial": pgettext_lazy("how a word matched", "initial"),
}
