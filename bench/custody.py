"""Provenance paragraphs read and chains reasoned over: 25,404 of the Carnegie Museum of Art, and 100,000 chains made of them."""

import gzip
import json
import time

from bench.setting import DATA
from bench.table import print_table
from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reading import Paragraph, read_paragraph
from museion.heritage.custody.reasoning import Circumstances, reason
from museion.heritage.custody.segments import cut_segments
from museion.heritage.custody.windows import Origin, find_windows

CHAINS = 100_000
KNOWN = Circumstances(2026_11_22, Bounds(1800_01_01, 1800_12_31), is_held=True)


def run() -> None:
    with gzip.open(DATA / "collections" / "cmoa.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [text for line in file if (text := json.loads(line).get("provenance_text"))]
    read_paragraph("A, Paris, 1950")  # places and words are read once
    rows, paragraphs = [], []
    for name, pool in (("every record", texts), ("each text once", sorted(set(texts)))):
        began = time.perf_counter()
        paragraphs = [read_paragraph(text) for text in pool]
        rows.append([name, len(pool), *_share(paragraphs), len(pool) / (time.perf_counter() - began)])
    print_table(["paragraphs", "count", "whole %", "in part %", "not %", "read a second"], rows)
    chains = [paragraph.events for paragraph in paragraphs if len(paragraph.events) > 1]
    many = [chains[number % len(chains)] for number in range(CHAINS)]
    began, conflicts = time.perf_counter(), 0
    for chain in many:
        reasoned = reason(chain, KNOWN)
        find_windows(reasoned, cut_segments(reasoned), Origin("FR", "US"))
        conflicts += bool(reasoned.conflicts)
    took = time.perf_counter() - began
    holders = sum(map(len, many)) / CHAINS
    print_table(
        ["chains", "holders a chain", "with contradictions", "seconds", "chains/s"],
        [[CHAINS, holders, conflicts, took, CHAINS / took]],
    )


def _share(paragraphs: list[Paragraph]) -> tuple[float, float, float]:
    whole = sum(paragraph.is_whole for paragraph in paragraphs) / len(paragraphs) * 100
    part = sum(paragraph.is_part for paragraph in paragraphs) / len(paragraphs) * 100
    return whole, part, 100 - whole - part
