"""What is indexed of a text's sound, and what is asked of it.

A token is a mark and a spelling. `~` and `#`: the sound and the consonants of a word in another script than Latin, asked for by
words in any script. `=` and `%`: those of a Latin word, asked for by words in other scripts alone.
"""

import re
from functools import lru_cache

from museion.search.analysis import fold
from museion.search.transliteration.consonants import guess_consonants, spell_consonants
from museion.search.transliteration.kana import read_japanese, read_kana
from museion.search.transliteration.scripts import Script, split_scripts
from museion.search.transliteration.sounds import hear_latin, hear_letters, list_latin
from museion.search.transliteration.syllables import hear_whole, split_name

Part = tuple[str, ...]
"""Tokens of which one is enough."""
LONGEST_HEARD = 300
# Hong-do is one word in Korean.
_HYPHENED = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:-[A-Za-z\u00c0-\u024f]+)+")
_ABJADS = frozenset({Script.ARABIC, Script.HEBREW})


@lru_cache(maxsize=32768)
def list_sounds(text: str, language: str) -> frozenset[str]:
    """The tokens of one text of a record."""
    tokens: set[str] = set()
    for script, run in split_scripts(text[:LONGEST_HEARD]):
        tokens |= _index_run(script, run, language)
    for hyphened in _HYPHENED.findall(text[:LONGEST_HEARD]):
        tokens |= _mark("=", hear_latin(fold(hyphened)))
    return frozenset(tokens)


@lru_cache(maxsize=4096)
def hear_word(text: str) -> list[list[Part]]:
    """Ways to ask for what a reader typed: each is a list of parts that a record must all hold."""
    runs = split_scripts(text[:LONGEST_HEARD])
    if not runs:
        return []
    if all(script == Script.LATIN for script, _ in runs):
        return _ask_latin(fold("".join(run for _, run in runs)))
    if len(runs) > 1:
        ways = [_ask_run(script, run)[:1] for script, run in runs if script != Script.LATIN]
        return [[part for way in ways for chosen in way for part in chosen]] if all(ways) else []
    return _ask_run(*runs[0])


def _index_run(script: Script, run: str, language: str) -> set[str]:
    if script == Script.LATIN:
        return set(_index_latin(fold(run)))
    if script in _ABJADS:
        return _mark("#", spell_consonants(run))
    return _mark("~", *_hear_run(script, run, language))


@lru_cache(maxsize=131072)
def _index_latin(word: str) -> frozenset[str]:
    return frozenset(_mark("=", *list_latin(word)) | _mark("%", guess_consonants(word)))


def _hear_run(script: Script, run: str, language: str) -> list[str]:
    if script == Script.HANGUL:
        return _hear_syllables(run, is_korean=True)
    if script == Script.KANA or (script == Script.HAN and language.startswith("ja")):
        return _hear_japanese(run)
    if script == Script.HAN and language.startswith(("zh", "ko")):
        return _hear_syllables(run, is_korean=False)
    if script == Script.HAN:
        return [*_hear_japanese(run), *_hear_syllables(run, is_korean=False)]
    return [hear_letters(run)]


def _hear_syllables(run: str, *, is_korean: bool) -> list[str]:
    return [sound for part in (run, *split_name(run)) for sound in hear_whole(part, is_korean=is_korean)]


def _hear_japanese(run: str) -> list[str]:
    heard = [hear_latin(word) for word in read_japanese(run)]
    # A foreign name in kana is one word to the ear, however the dictionary cuts it.
    return [*heard, hear_latin(read_kana(run))] if _is_kana(run) else heard


def _is_kana(run: str) -> bool:
    return all("\u3040" <= sign <= "\u30ff" for sign in run)


def _ask_latin(word: str) -> list[list[Part]]:
    tokens = [f"~{sound}" for sound in list_latin(word)]
    if consonants := guess_consonants(word):
        tokens.append(f"#{consonants}")
    return [[tuple(tokens)]] if tokens else []


def _ask_run(script: Script, run: str) -> list[list[Part]]:
    ways = [[part for part in way if part] for way in _list_ways(script, run)]
    return [way for way in ways if way]


def _list_ways(script: Script, run: str) -> list[list[Part]]:
    if script in _ABJADS:
        consonants = spell_consonants(run)
        return [[(f"%{consonants}", f"#{consonants}")]] if consonants else []
    if script == Script.HANGUL:
        return [[_ask_any(hear_whole(part, is_korean=True)) for part in parts] for parts in ((run,), split_name(run))]
    if script == Script.KANA and _is_kana(run):
        return [[_ask_any([hear_latin(read_kana(run))])]]
    if script in {Script.HAN, Script.KANA}:
        japanese = [_ask_any([hear_latin(word)]) for word in read_japanese(run)]
        return [japanese, [_ask_any(hear_whole(run, is_korean=False))]] if script == Script.HAN else [japanese]
    return [[(*_ask_any([hear_letters(run)]), *_mark("#", guess_consonants(hear_letters(run))))]]


def _ask_any(sounds: list[str]) -> Part:
    return tuple(f"{mark}{sound}" for sound in sounds if sound for mark in "=~")


def _mark(mark: str, *sounds: str) -> set[str]:
    return {f"{mark}{sound}" for sound in sounds if sound}
