"""Text matching, whole: a question in, ranked and explained candidates out."""

from dataclasses import dataclass

from museion.screening.matching.texts.evidence import compare, make_question
from museion.screening.matching.texts.records import ObjectText, Prepared, prepare
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.scoring import TextModel


@dataclass(frozen=True, slots=True)
class TextMatch:
    """One candidate. `points`: evidence for (+) and against (−) by feature, in nats; `evidence`: how many features spoke."""

    id: str
    probability: float
    score: float
    points: dict[str, float]

    @property
    def evidence(self) -> int:
        return len(self.points)


def match_text(record: ObjectText, register: TextRegister, model: TextModel, *, limit: int = 10) -> list[TextMatch]:
    """The most probable candidates, best first; ties go to the one with more evidence."""
    asked = prepare(record, register.canon)
    compared = compare_all(asked, register)
    scores = [model.score(values) for _, values in compared]
    shares = model.get_probabilities(scores, count=register.statistics.count)
    rated = zip(scores, shares, compared, strict=True)
    best = sorted(rated, key=lambda entry: (-entry[0], -len(entry[2][1]), entry[2][0].id))[:limit]
    return [TextMatch(candidate.id, share, score, model.explain(values)) for score, share, (candidate, values) in best]


def compare_all(asked: Prepared, register: TextRegister) -> list[tuple[Prepared, dict[str, float]]]:
    """Every candidate of the shortlist with the values of its features."""
    hits = register.shortlist(asked)
    if not hits:
        return []
    question = make_question(asked, register.statistics, [candidate for _, candidate in hits])
    top = hits[0][0] or 1.0
    compared = []
    for place, (score, candidate) in enumerate(hits):
        values = compare(question, candidate, register.statistics)
        rival = hits[1][0] if place == 0 and len(hits) > 1 else top
        values["retrieval_margin"] = (score - rival) / top
        compared.append((candidate, values))
    return compared
