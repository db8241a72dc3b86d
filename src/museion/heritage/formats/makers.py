"""Makers as catalogues credit them: a name, what the person did, how sure the attribution is, when and where they lived."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

UNKNOWN_NAMES = re.compile(
    r"\W*(?:unknown|unidentified|anonymous|anonym[eo]?|inconnu|desconocid[oa]|unbekannt|okänd|ignoto|artist unknown|"
    r"(?:unknown|unidentified|anonymous) (?:artist|maker|designer|photographer|architect|printer|manufacturer)s?)\W*",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:inc|ltd|limited|gmbh|ag|co|company|compagnie|corp|corporation|s\.?p\.?a|s\.?a\.?r\.?l|bros|brothers|& sons?|"
    r"manufactur\w*|manufaktur|fabrik|factory|werke?|werkst[aä]tten?|pottery|porcelain|press|publish\w*|associates|"
    r"partners|industries|cie|atelier|foundry|forlag|verlag|éditions?)\b\.?",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:peoples?|culture|tribe|nation|dynasty|civili[sz]ation|civilta|cultura|peuple)\b", re.IGNORECASE
)

# How catalogues qualify an attribution → the words of this system.
_QUALIFIERS: dict[str, str] = {
    "attributed to": "attributed to|attrib. to|attr. to|attributed|attribué à|attribuée à|atribuido a|atribuida a|"
    "zugeschrieben|attribuito a|attribuita a|tillskriven",
    "possibly by": "possibly by|possibly|perhaps by|peut-être par|posiblemente|vermutlich|possible",
    "probably by": "probably by|probably|probablement par|probablemente|wohl",
    "formerly attributed to": "formerly attributed to",
    "doubtfully attributed to": "doubtfully attributed to",
    "circle of": "circle of|cercle de|entourage de|círculo de|umkreis|umkreis von|cerchia di",
    "workshop of": "workshop of|atelier de|atelier of|taller de|werkstatt|werkstatt von|bottega di",
    "studio of": "studio of|and studio|studio di",
    "school of": "school of|école de|escuela de|schule|schule von|scuola di|skola",
    "follower of": "follower of|suiveur de|seguidor de|nachfolger|nachfolger von|seguace di",
    "manner of": "manner of|in the manner of|à la manière de|a la manera de|art des|maniera di",
    "style of": "style of|in the style of|estilo de|stil des|stylist",
    "imitator of": "imitator of|imitateur de|imitador de",
    "pupil of": "pupil of|élève de|alumno de|schüler|schüler von|allievo di|and a pupil",
    "after": "after|d'après|según|nach|da|efter|prints after|copy after|copyist",
    "associated with": "associated with|pseudo|and assistants|and other artists|with",
}
_BY_WORDS = {words: name for name, spellings in _QUALIFIERS.items() for words in spellings.split("|")}
# Single words that also begin names or say what somebody did are taken only from a field of their own.
_ALONE = frozenset(
    {"da", "with", "nach", "schule", "skola", "wohl", "stylist", "pseudo", "possible", "copyist", "según"}
)
_ORDERED = sorted((words for words in _BY_WORDS if words not in _ALONE), key=len, reverse=True)
_BEFORE_NAME = re.compile(rf"({'|'.join(map(re.escape, _ORDERED))})\s+(?=\S)", re.IGNORECASE)
_AFTER_NAME = re.compile(rf"(?:,\s*|\s+\()({'|'.join(map(re.escape, _ORDERED))})\)?$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*\d{3,4}[^()]*)\)$")
_LIFE = re.compile(r"(?:\b(?:b\.|born|active|est\.|founded|d\.|died|c\.|ca\.|fl\.)|\d{3,4}|[–-]).*", re.IGNORECASE)

# A longer text is a note, which patterns for credits do not fit.
_LONGEST_CREDIT = 500


@dataclass(frozen=True, slots=True)
class Maker:
    """`kind`: a code of `MakerKind`; `qualifier`: how sure or near the attribution is; `life`, `nationality` as written."""

    name: str
    kind: str = "person"
    role: str = ""
    qualifier: str = ""
    life: str = ""
    nationality: str = ""
    key: str = ""

    def as_values(self) -> dict[str, str]:
        return {
            "name": self.name,
            "kind": self.kind,
            "role": self.role,
            "qualifier": self.qualifier,
            "life": self.life,
            "nationality": self.nationality,
            "key": self.key,
        }


@lru_cache(maxsize=65536)
def read_maker(text: str) -> Maker | None:
    """`Circle of Hans Baldung (German, 1484–1545)`; None for an empty text."""
    if len(text) > _LONGEST_CREDIT:
        return Maker(" ".join(text.split()))
    name, qualifier = _split_qualifier(" ".join(text.split()))
    bracket = _BRACKET.search(name)
    nationality, life = read_life(bracket[1]) if bracket else ("", "")
    if bracket:
        name = name[: bracket.start()]
    return Maker(name, find_maker_kind(name), "", qualifier, life, nationality) if name else None


@lru_cache(maxsize=65536)
def read_life(text: str) -> tuple[str, str]:
    """Nationality and life dates of `(American, born France. 1911–2010)`, in the words of the source."""
    plain = text.strip()
    # Several people's brackets side by side stay together: which is whose is not known here.
    if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1:
        plain = plain[1:-1]
    if plain.count("(") > 1:
        return "", plain
    match = _LIFE.search(plain)
    if match is None:
        return ("", "") if "unknown" in plain.casefold() else (plain.strip(" ,."), "")
    return plain[: match.start()].strip(" ,."), match[0].strip()


def find_maker_kind(name: str) -> str:
    if not name or UNKNOWN_NAMES.fullmatch(name):
        return "unknown"
    if _COMPANY.search(name):
        return "company"
    return "cultural_group" if _GROUP.search(name) else "person"


def make_maker(fields: Mapping[str, Any]) -> Maker | None:
    """From separate fields. A role that is really a qualifier (“after”, “attributed to”) becomes one."""
    return _make_maker(*(_get_text(fields, name) for name in _FIELDS))


_FIELDS = ("name", "kind", "role", "qualifier", "life", "nationality", "born", "died", "key")
_KINDS = {
    "person": "person",
    "organization": "company",
    "organisation": "company",
    "corporate body": "company",
    "company": "company",
    "group": "company",
    "cultural_group": "cultural_group",
    "culture": "cultural_group",
    "unknown": "unknown",
}


@lru_cache(maxsize=65536)
def _make_maker(
    name: str, kind: str, role: str, qualifier: str, life: str, nationality: str, born: str, died: str, key: str
) -> Maker | None:
    read = read_maker(name)
    if read is None:
        return None
    stated_nationality, stated_life = read_life(life) if life else ("", "")
    role_qualifier = _BY_WORDS.get(role.casefold(), "")
    lived = stated_life or _write_life(born, died) or read.life
    return Maker(
        name=read.name,
        kind="unknown" if read.kind == "unknown" else _KINDS.get(kind.casefold(), read.kind),
        role="" if role_qualifier else role,
        qualifier=_BY_WORDS.get(qualifier.casefold(), qualifier) or role_qualifier or read.qualifier,
        life=lived,
        nationality=nationality or stated_nationality or read.nationality,
        key=key,
    )


def _split_qualifier(text: str) -> tuple[str, str]:
    before = _BEFORE_NAME.match(text)
    if before:
        return text[before.end() :], _BY_WORDS[before[1].casefold()]
    after = _AFTER_NAME.search(text)
    if after:
        return text[: after.start()], _BY_WORDS[after[1].casefold()]
    if text.endswith(("(?)", "?")):
        return text.removesuffix("(?)").removesuffix("?").strip(), "possibly by"
    return text.strip(), ""


def _write_life(born: str, died: str) -> str:
    born, died = (_YEAR_ONLY.sub(r"\1", text) for text in (born, died))
    if born and died:
        return f"{born}–{died}"
    return f"born {born}" if born else f"died {died}" if died else ""


# Sources that hold only years often write them as the first of January.
_YEAR_ONLY = re.compile(r"^(-?\d{4})-01-01$")


def _get_text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else str(value).strip()
