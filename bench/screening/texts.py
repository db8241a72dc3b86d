"""Text screening measured: seven kinds of question against 80,000 registered records, beside BM25 and rapidfuzz."""

import random
import time
from collections.abc import Callable

import tantivy
from rapidfuzz import fuzz

from bench.screening.text_records import KINDS, drop_copies, make_question, say_alike, split_register
from bench.screening.text_setting import make_register, make_vocabulary
from bench.table import print_table
from museion.screening.matching.texts.matcher import match_text
from museion.screening.matching.texts.reading import complete
from museion.screening.matching.texts.records import ObjectText, prepare
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.scoring import get_text_model

REGISTERED = 80_000
PER_KIND = 200
Answer = list[tuple[str, float]]


def run() -> None:
    chance = random.Random(77)
    register, rest = split_register(REGISTERED, random.Random(31))
    folder = make_register(register)
    vocabulary = make_vocabulary()
    asked = [
        (kind, record.id, question)
        for kind in KINDS
        for record, question in _take(kind, register[len(register) // 2 :], vocabulary, chance)
    ]
    alike = {record.id: say_alike(record) for record in register}
    unknown = [
        question
        for kind in KINDS
        for _, question in _take(kind, drop_copies(rest[-4 * REGISTERED // 10 :], register), vocabulary, chance)
    ]
    methods: dict[str, Callable[[ObjectText], Answer]] = {
        "Museion": lambda question: _ask_museion(question, folder),
        "BM25, one field": _make_bm25(register),
        "BM25 + rapidfuzz": _make_rapidfuzz(register, folder),
    }
    rows: list[list[object]] = []
    for name, ask in methods.items():
        begun = time.perf_counter()
        answers = [(kind, true_id, ask(question)) for kind, true_id, question in asked]
        false = sorted((answer[0][1] if (answer := ask(question)) else -9e9 for question in unknown), reverse=True)
        took = (time.perf_counter() - begun) * 1000 / (len(asked) + len(unknown))
        one, tenth = false[len(false) // 100], false[len(false) // 1000]
        for kind in (*KINDS, "all"):
            held = [
                (alike[true_id], [(alike[found], score) for found, score in answer])
                for of, true_id, answer in answers
                if kind in (of, "all")
            ]
            rows.append([name, kind, len(held), *_count(held, one, tenth), took if kind == "all" else ""])
    print(f"{len(register):,} registered, {len(unknown):,} questions about unregistered objects\n")
    print_table(["method", "kind", "n", "R@1 %", "R@10 %", "found @1 % false", "@0.1 %", "ms each"], rows)


def _take(
    kind: str, records: list[ObjectText], vocabulary: object, chance: random.Random
) -> list[tuple[ObjectText, ObjectText]]:
    taken = []
    for record in chance.sample(records, len(records)):
        question = make_question(kind, record, vocabulary, chance)  # type: ignore[arg-type]
        if question:
            taken.append((record, complete(question)))
        if len(taken) == PER_KIND:
            break
    return taken


def _count(held: list[tuple[object, list[tuple[object, float]]]], one: float, tenth: float) -> list[float]:
    count = len(held) or 1
    first = [answer[0] if answer else (None, -9e9) for _, answer in held]
    hits = [found == true_id for (true_id, _), (found, _) in zip(held, first, strict=True)]
    in_ten = sum(true_id in [found for found, _ in answer[:10]] for true_id, answer in held)
    return [
        100 * sum(hits) / count,
        100 * in_ten / count,
        100 * sum(hit and score > one for hit, (_, score) in zip(hits, first, strict=True)) / count,
        100 * sum(hit and score > tenth for hit, (_, score) in zip(hits, first, strict=True)) / count,
    ]


def _ask_museion(question: ObjectText, folder: TextRegister) -> Answer:
    return [(match.id, match.probability) for match in match_text(question, folder, get_text_model())]


def _join(record: ObjectText) -> str:
    sizes = " ".join(f"{side:.0f}" for side in record.measurements)
    years = " ".join(map(str, record.years or ()))
    parts = (
        record.title,
        *record.makers,
        record.materials,
        record.object_type,
        *record.inscriptions,
        record.text,
        sizes,
        years,
    )
    return " ".join(parts)


def _make_bm25(register: list[ObjectText]) -> Callable[[ObjectText], Answer]:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("body", stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(128_000_000, 1)
    for record in register:
        writer.add_document(tantivy.Document.from_dict({"id": record.id, "body": _join(record)}, schema))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    analyze = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase()).build().analyze

    def ask(question: ObjectText) -> Answer:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", word))
            for word in set(analyze(_join(question)))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(clauses), 10).hits
        return [(searcher.doc(place).get_first("id"), score) for score, place in hits]

    return ask


def _make_rapidfuzz(register: list[ObjectText], folder: TextRegister) -> Callable[[ObjectText], Answer]:
    texts = {record.id: _join(record) for record in register}

    def ask(question: ObjectText) -> Answer:
        joined = _join(question)
        hits = folder.shortlist(prepare(question, folder.canon))
        scored = [(candidate.id, fuzz.token_set_ratio(joined, texts[candidate.id])) for _, candidate in hits]
        return sorted(scored, key=lambda pair: -pair[1])[:10]

    return ask


if __name__ == "__main__":
    run()
