"""A small invented museum for the tests of search: fields, documents in several scripts, and an engine on a folder."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import pytest

from museion.core.testing.home import make_home_environment
from museion.core.testing.opensearch import CLUSTER_URLS
from museion.search.documents import Document, Field, FieldKind, Text
from museion.search.engine import Engine
from museion.search.engines.opensearch.cluster import Address
from museion.search.engines.opensearch.engine import OpenSearchEngine
from museion.search.engines.tantivy.engine import TantivyEngine
from museion.search.expansion import Expander
from museion.search.requests import SearchRequest, SearchResult

FIELDS = {
    field.name: field
    for field in (
        Field("title", FieldKind.TEXT, "title", weight=4.0, is_sortable=True, is_name=True, is_heard=True),
        Field("maker", FieldKind.TEXT, "maker", weight=3.0, is_heard=True),
        Field("subject", FieldKind.TEXT, "subject", weight=1.5, is_list=True),
        Field("description", FieldKind.TEXT, "description"),
        Field("number", FieldKind.TEXT, "number", weight=2.0, is_name=True),
        Field(
            "country",
            FieldKind.TERM,
            "country",
            is_facet=True,
            is_suggested=True,
            label_of=lambda code, language: {"FR": "France", "SN": "Sénégal"}.get(code, code),
        ),
        Field("material", FieldKind.TERM, "material", is_facet=True),
        Field("owner", FieldKind.TERM, "owner", is_facet=True, is_open=True),
        Field("height", FieldKind.NUMBER, "height", is_sortable=True),
        Field("date", FieldKind.YEARS, "date", is_sortable=True),
        Field("location", FieldKind.POINT, "location"),
    )
}

DOCUMENTS = (
    ("o1", {"title": {"en": "View of the Grand Canal, Venice"}, "maker": {"und": "Bernardo Bellotto"}}, "IT", (1740, 1745)),
    ("o2", {"title": {"fr": "L'atelier du peintre"}, "maker": {"und": "Gustave Courbet"}}, "FR", (1854, 1855)),
    ("o3", {"title": {"en": "Black Iris"}, "maker": {"und": "Georgia O'Keeffe"}}, "US", (1926, 1926)),
    ("o4", {"title": {"ja": "東京国立博物館の屏風"}, "description": {"en": "A painted screen"}}, "JP", (1600, 1650)),
    ("o5", {"title": {"ar": "مَخْطُوطَة القرآن"}, "description": {"en": "Manuscript, paintings in gold"}}, "EG", (1310, 1320)),
    ("o6", {"title": {"ru": "Картина с ёлкой"}, "maker": {"ru": "Иван Шишкин"}}, "RU", (1890, 1891)),
    ("o7", {"title": {"el": "Ἀθηνᾶ Παρθένος"}, "number": {"und": "M 1920/5"}}, "GR", (-447, -438)),
    ("o8", {"title": {"hi": "चित्रकला संग्रह"}, "number": {"und": "3.1995.11"}}, "IN", (1700, 1750)),
    ("o9", {"title": {"tr": "Işıklı İstanbul"}, "description": {"en": "The painting of a bridge"}}, "TR", (1900, 1950)),
    ("o10", {"title": {"fr": "Masque dan"}, "number": {"und": "3.1995.12"}}, "SN", (1930, 1939)),
    ("o11", {"title": {"en": "Venice"}, "description": {"en": "A view of Venice, Venice and once more Venice"}}, "IT", None),
    ("o12", {"title": {"en": "Llangollen: Bridge"}, "maker": {"und": "J. M. W. Turner"}}, "GB", (1808, 1808)),
)  # fmt: skip


def make_documents() -> list[Document]:
    documents = []
    for number, (key, texts, country, years) in enumerate(DOCUMENTS, start=1):
        document = Document(key, "object", ("public",))
        for name, languages in texts.items():
            document.texts[name] = [Text(text, language) for language, text in languages.items()]
        document.add_term("country", country)
        document.add_term("material", "gold" if number % 2 else "paper")
        document.numbers["height"] = number * 10
        document.points["location"] = (float(number), 170.0 + number)
        if years:
            document.years["date"] = years
        documents.append(document)
    return documents


def make_secret() -> Document:
    """Only the desk knows of it."""
    document = Document("o99", "object", ("desk",))
    document.add_text("title", "Zephyrine hoard of Venice", "en")
    document.add_term("country", "ZZ")
    return document


def is_on_cluster() -> bool:
    return os.environ.get("MUSEION_TEST_SEARCH") == "opensearch"


def take(examples: int) -> int:
    """How many examples of what is open-ended are tried: over a network each costs a hundred times as much."""
    return max(5, examples // 20) if is_on_cluster() else examples


only_embedded = pytest.mark.skipif(is_on_cluster(), reason="looks into the folder of the embedded index")


def open_engine(
    root: Path,
    *,
    fields: Mapping[str, Field] = FIELDS,
    expects_records: bool = False,
    expanders: Sequence[Expander] = (),
) -> Engine:
    """The embedded engine, or one on the cluster that `MUSEION_TEST_SEARCH=opensearch` starts; of one root always the same index."""
    if not is_on_cluster():
        return TantivyEngine(root / "index", fields, lambda: expects_records, expanders)
    prefix = f"t{blake2b(str(root).encode(), digest_size=6).hexdigest()}"
    address = Address(tuple(os.environ[CLUSTER_URLS].split(",")), prefix, shards=2)
    return OpenSearchEngine(address, fields, lambda: expects_records, expanders)


def write(engine: Engine, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
    writer = engine.open_writer()
    try:
        writer.replace(documents, gone=list(gone))
        writer.commit()
    finally:
        writer.close()


def make_engine(root: Path) -> Engine:
    engine = open_engine(root)
    write(engine, [*make_documents(), make_secret()])
    return engine


def kill_when_busy(program: str, root: Path, *arguments: str, **environment: str) -> None:
    """Runs the program with the root and the arguments in a process of its own, and kills that as soon as it prints `busy`."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), str(root), *arguments],
        stdout=subprocess.PIPE,
        env=make_home_environment(root / "home") | environment,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"busy\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def find(engine: Engine, text: str = "", **asked: object) -> list[str]:
    return [hit.key for hit in ask(engine, text, **asked).hits]


def ask(engine: Engine, text: str = "", **asked: object) -> SearchResult:
    return engine.search(SearchRequest(text=text, **asked))  # type: ignore[arg-type]
