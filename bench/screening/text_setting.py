"""The canon and the register folder that fitting and measuring share."""

import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from bench.screening.text_records import Vocabulary
from museion.screening.matching.texts.canon import Canon, make_canon
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import TextRegister
from museion.screening.matching.texts.words import split_words

THESAURI = ("object-types", "materials-techniques")


def read_thesauri() -> dict[str, tuple[str | None, dict[str, list[str]]]]:
    concepts = {}
    for name in THESAURI:
        text = resources.files("museion.vocabulary").joinpath("thesauri", f"{name}.json").read_text()
        for concept in json.loads(text)["concepts"]:
            labels = {tag: [label, *concept.get("alt", {}).get(tag, [])] for tag, label in concept["labels"].items()}
            concepts[concept["id"]] = (concept.get("broader"), labels)
    return concepts


def make_bench_canon() -> Canon:
    return make_canon(
        {
            code: (broader, [label for texts in labels.values() for label in texts])
            for code, (broader, labels) in read_thesauri().items()
        }
    )


def make_vocabulary() -> Vocabulary:
    canon = make_bench_canon()
    labels = {code: texts for code, (_, texts) in read_thesauri().items()}
    return Vocabulary(find=lambda text: canon.find(split_words(text)), labels=labels)


def make_register(records: Iterable[ObjectText], folder: str = ".cache/bench-texts") -> TextRegister:
    register = TextRegister(Path(folder), make_bench_canon())
    register.fill(records)
    return register
