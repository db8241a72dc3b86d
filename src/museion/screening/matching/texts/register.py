"""The register's words on disk: a shortlist of 200 for any question, from fielded search over canonical forms.

Measured on 80,000 records: the right one is among 200 candidates for 99 of 100 questions. Sizes are found by bins of 3 % of
a logarithmic scale, asked with their neighbours, so that rounding and units cost nothing; and by how much one side is longer
than the other, which a frame of one breadth all round leaves as it was.

The statistics lie in the same index as a document of their own, so one commit changes words and statistics together: a crash
leaves the old state of both, and readers in other processes go from one whole state to the next.
"""

import fcntl
import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import tantivy

from museion.screening.matching.texts.canon import Canon
from museion.screening.matching.texts.records import ObjectText, Prepared, prepare, restore
from museion.screening.matching.texts.statistics import Statistics, restore_statistics
from museion.screening.matching.texts.words import get_trigrams, is_telling

SHORTLIST = 200
MOST_WORDS = 80
BIN = math.log(1.03)
LONGER_BIN = 5.0
# Another number whenever the schema or what is stored of a record changes; an index of another format is left alone.
FORMAT = 3
_WEIGHTS = {"words": 1.0, "codes": 0.5, "grams": 0.25, "sizes": 0.9, "decades": 0.35}
_STATISTICS_ID = "\x00statistics"
_FILLING_HEAP, _CHANGING_HEAP = 128_000_000, 32_000_000


class TextRegisterError(Exception):
    """The folder holds no register that can be read; making it anew mends it."""


@dataclass(frozen=True, slots=True)
class _State:
    """What one question is answered from. `as_of`: the moment of the records in it, as the writer said."""

    searcher: tantivy.Searcher
    statistics: Statistics
    as_of: str
    fingerprint: str
    mark: tuple[int, int, int]


class TextRegister:
    """An index folder that any number of processes ask and one at a time changes."""

    def __init__(self, folder: Path, canon: Canon) -> None:
        self._folder = folder / f"format-{FORMAT}"
        self.canon = canon
        self._folder.mkdir(parents=True, exist_ok=True)
        self._schema = _make_schema()
        self._index = self._open()
        self._state = self._read_state()

    @property
    def statistics(self) -> Statistics:
        return self._state.statistics

    @property
    def as_of(self) -> str:
        return self._state.as_of

    @property
    def is_current(self) -> bool:
        """Whether it was filled, and with the canon of this register; if not, it must be filled anew."""
        return self._state.fingerprint == self.canon.fingerprint

    def refresh(self) -> None:
        """Take up what another process committed; costs one look at the disk where it did not."""
        if self._read_mark() != self._state.mark:
            self._state = self._read_state()

    def fill(self, records: Iterable[ObjectText], *, as_of: str = "") -> int:
        """Replace the whole register; what stood there serves until the new one is whole."""
        statistics = Statistics()
        with self._write(_FILLING_HEAP) as writer:
            writer.delete_all_documents()
            for record in records:
                self._add(writer, record, statistics)
            self._add_statistics(writer, statistics, as_of)
        return statistics.count

    def change(self, records: Iterable[ObjectText], *, gone: Iterable[str] = (), as_of: str = "") -> None:
        """Put these records in the place of those of the same id, and take out the others named; all or nothing."""
        new = {record.id: record for record in records}
        leaving = {*gone, *new}
        with self._write(_CHANGING_HEAP) as writer:
            statistics = self._read_state().statistics
            for held in self.find(sorted(leaving)):
                statistics.remove(held)
                writer.delete_documents_by_term("id", held.id)
            for record in new.values():
                self._add(writer, record, statistics)
            self._add_statistics(writer, statistics, as_of)

    def find(self, ids: Sequence[str]) -> Iterator[Prepared]:
        """Those of the records that are here."""
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            query = tantivy.Query.term_set_query(self._schema, "id", list(part))
            for _, place in self._state.searcher.search(query, len(part), count=False).hits:
                yield restore(orjson.loads(self._read_stored(self._state.searcher, place)))

    def shortlist(self, asked: Prepared, *, limit: int = SHORTLIST) -> list[tuple[float, Prepared]]:
        """Candidates with their retrieval scores, best first."""
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), weight),
            )
            for field, term, weight in _iterate_terms(asked)
        ]
        if not clauses:
            return []
        searcher = self._state.searcher
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        return [(score, restore(orjson.loads(self._read_stored(searcher, place)))) for score, place in hits]

    def _open(self) -> tantivy.Index:
        try:
            return tantivy.Index(self._schema, str(self._folder))
        except (ValueError, OSError) as error:
            raise TextRegisterError(f"The register of words {self._folder} cannot be read: {error}") from error

    @contextmanager
    def _write(self, heap: int) -> Iterator[tantivy.IndexWriter]:
        """Commit at the end of the block, or nothing at all. Others wait for their turn."""
        with (self._folder / "register.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.refresh()
            writer = self._index.writer(heap, num_threads=1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
            self._state = self._read_state()

    def _add(self, writer: tantivy.IndexWriter, record: ObjectText, statistics: Statistics) -> None:
        prepared = prepare(record, self.canon)
        statistics.add(prepared)
        writer.add_document(self._make_document(prepared))

    def _add_statistics(self, writer: tantivy.IndexWriter, statistics: Statistics, as_of: str) -> None:
        writer.delete_documents_by_term("id", _STATISTICS_ID)
        stored = {**statistics.store(), "as_of": as_of, "fingerprint": self.canon.fingerprint}
        document = {"id": _STATISTICS_ID, "stored": orjson.dumps(stored)}
        writer.add_document(tantivy.Document.from_dict(document, self._schema))

    def _make_document(self, record: Prepared) -> tantivy.Document:
        codes = {*record.kinds} | {f"m:{code}" for code in self.canon.widen({*record.materials})}
        names = [word for name in record.makers for word in name]
        grams = {gram for word in {*record.title, *names} if len(word) > 3 for gram in get_trigrams(word)}
        return tantivy.Document.from_dict(
            {
                "id": record.id,
                "words": " ".join([*record.words, *_name_number(record)]),
                "codes": " ".join(sorted(codes)),
                "grams": " ".join(sorted(grams | {f"i{gram}" for gram in record.mark_set})),
                "sizes": " ".join(_name_sizes(record, (0,))),
                "decades": " ".join(f"d{decade}" for decade in _iterate_decades(record)),
                "stored": orjson.dumps(record.store()),
            },
            self._schema,
        )

    def _read_state(self) -> _State:
        mark = self._read_mark()
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.term_query(self._schema, "id", _STATISTICS_ID), 1, count=False).hits
        if not hits:
            return _State(searcher, Statistics(), "", "", mark)
        stored = orjson.loads(self._read_stored(searcher, hits[0][1]))
        return _State(searcher, restore_statistics(stored), stored["as_of"], stored["fingerprint"], mark)

    def _read_mark(self) -> tuple[int, int, int]:
        """Every commit puts a new file in the place of the list of segments."""
        status = (self._folder / "meta.json").stat()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _read_stored(self, searcher: tantivy.Searcher, place: tantivy.DocAddress) -> bytes:
        stored: bytes = searcher.doc(place).get_first("stored") or b"null"
        return stored


def remove_register(folder: Path) -> None:
    """For a register that cannot be read; the next one opened there is empty."""
    shutil.rmtree(folder, ignore_errors=True)


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=False, tokenizer_name="raw")
    for name in _WEIGHTS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("stored", stored=True, indexed=False)
    return builder.build()


def _iterate_terms(asked: Prepared) -> Iterator[tuple[str, str, float]]:
    """Field, term and weight of every clause that asks for candidates."""
    terms = {
        "words": [*_name_number(asked), *asked.words[:MOST_WORDS]],
        "codes": [*asked.types, *(f"m:{code}" for code in asked.materials)],
        "grams": [*_get_grams(asked), *(f"i{gram}" for gram in asked.marks[:MOST_WORDS])],
        "sizes": _name_sizes(asked, (-1, 0, 1)),
        "decades": [f"d{decade}" for decade in _iterate_decades(asked)],
    }
    for field, held in terms.items():
        for term in held:
            yield field, term, _WEIGHTS[field]


def _name_number(record: Prepared) -> list[str]:
    """The inventory number as a word that no text holds."""
    return [f"#{record.inventory}"] if record.inventory else []


def _get_grams(asked: Prepared) -> list[str]:
    names = [word for name in asked.makers for word in name]
    telling = [word for word in dict.fromkeys([*asked.title, *names]) if is_telling(word) and len(word) > 3]
    return sorted({gram for word in telling[:14] for gram in get_trigrams(word)})


def _iterate_decades(record: Prepared) -> Iterator[int]:
    if record.years:
        first, last = record.years[0] // 10, record.years[1] // 10
        yield from range(first, min(last, first + 15) + 1)


def _name_sizes(record: Prepared, places: tuple[int, ...]) -> list[str]:
    sides = [f"s{round(math.log(side) / BIN) + place}" for side in record.measurements for place in places]
    if len(record.measurements) < 2:
        return sides
    longer = round((record.measurements[0] - record.measurements[1]) / LONGER_BIN)
    return [*sides, *(f"l{longer + place}" for place in places)]
