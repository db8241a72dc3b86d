"""Vectors of all records, made of the words that say what they are; a record whose words did not change keeps its vector."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from museion.core.bulk import batch_up
from museion.search.documents import SOURCES, Document
from museion.search.vectors.model import embed_texts
from museion.search.vectors.store import VectorStore

Progress = Callable[[str, int], None]
_LONGEST = 300
_AT_ONCE = 64
_SAVE_EVERY = 2000
# What tells what a record is, in this order; names of people, numbers and places mislead a model of meaning.
_FIELDS = ("title", "type", "material", "subject", "skill", "description")


def fill(store: VectorStore, kinds: Sequence[str] = (), progress: Progress | None = None) -> int:
    """Returns how many vectors were made. One that was stopped goes on where it was saved."""
    made, unsaved = 0, 0
    seen: set[str] = set()
    for kind in kinds or SOURCES:
        for keys in SOURCES[kind].iterate_keys():
            seen.update(keys)
            for batch in batch_up(SOURCES[kind].load(keys), _AT_ONCE):
                count = add_documents(store, batch)
                made, unsaved = made + count, unsaved + count
                if progress:
                    progress(kind, len(batch))
                if unsaved >= _SAVE_EVERY:
                    store.save()
                    unsaved = 0
    if not kinds:
        store.remove([key for key in store.iterate_keys() if key not in seen])
    store.save()
    return made


def add_documents(store: VectorStore, documents: Iterable[Document]) -> int:
    texts = {document.key: (document.kind, describe(document)) for document in documents}
    digests = {key: hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for key, (_kind, text) in texts.items()}
    held = store.read_held(list(texts))
    new = [
        key for key, (_kind, text) in texts.items() if text and (key not in held or held[key].digest != digests[key])
    ]
    if new:
        store.add([(key, texts[key][0], digests[key]) for key in new], embed_texts([texts[key][1] for key in new]))
    return len(new)


def describe(document: Document) -> str:
    """In the record's first languages, at most some sentences: what comes later adds time and hardly meaning."""
    parts = [text.text for name in _FIELDS for text in document.texts.get(name, ())[:2]]
    return ". ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))[:_LONGEST]
