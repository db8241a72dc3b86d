"""The words of dates in English, French, Spanish, German, Italian and Swedish, without accents, in small letters."""

import re
from enum import Enum, auto


class Word(Enum):
    """What a word does in a date."""

    MONTH = auto()
    SEASON = auto()
    CIRCA = auto()
    PART = auto()
    CENTURY = auto()
    MILLENNIUM = auto()
    DECADE = auto()
    ERA = auto()
    BEFORE = auto()
    AFTER = auto()
    UNTIL = auto()
    SINCE = auto()
    BETWEEN = auto()
    TO = auto()
    OR = auto()
    AND = auto()
    FILLER = auto()
    PRESENT = auto()
    REFUSED = auto()


_MONTHS = (
    "january jan janvier janv enero ene januar janner gennaio gen januari",
    "february feb fevrier fevr febrero februar febbraio februari feburary",
    "march mar mars marzo marz maerz mrz",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio maj",
    "june jun juin junio juni giugno giu",
    "july jul juillet juil julio juli luglio lug",
    "august aug aout agosto ago augusti",
    "september sep sept septembre septiembre setiembre settembre septemeber",
    "october oct octobre octubre oktober okt ottobre ott",
    "november nov novembre noviembre",
    "december dec decembre diciembre dic dezember dez dicembre deceber decemer",
)
_SEASONS = (
    "spring printemps primavera fruhling fruhjahr var varen",
    "summer ete verano sommer estate sommar sommaren",
    "fall autumn automne otono herbst autunno host hosten",
    "winter hiver invierno inverno vinter vintern",
)
_PARTS = {
    (0, 3): "early beginning debut principios comienzos inicios fruhes fruhe anfang inizio inizi tidigt borjan start",
    (1, 3): "mid middle milieu mediados mitte meta mitten",
    (2, 3): "late end fin finales fines spates spate ende fine slutet sent",
    (0, 2): "1sthalf",
    (1, 2): "2ndhalf",
    (0, 4): "1stquarter",
    (1, 4): "2ndquarter",
    (2, 4): "3rdquarter",
    (3, 4): "4thquarter",
}
_OTHERS = {
    Word.CIRCA: "c ca circa circ cir approximately approx about around probably possibly perhaps vers environ env hacia "
    "um etwa wohl verso cirka omkring kring probablement probablemente vermutlich likely presumably",
    Word.CENTURY: "century centuries cent siecle siecles siglo siglos jahrhundert jahrhunderts jh jhd jhdt jht jahrh "
    "secolo secoli sec s arhundradet arhundrade век века веке",
    Word.MILLENNIUM: "millennium millenium millennia millenaire milenio jahrtausend jt millennio",
    Word.DECADE: "decade decades annees anos anni dekade",
    Word.BEFORE: "before pre avant antes vor prima fore earlier prior",
    Word.AFTER: "after post apres despues nach dopo efter later",
    Word.UNTIL: "by until till jusque jusqua hasta bis fino senast",
    Word.SINCE: "from since begun depuis desde seit dal fran von ab",
    Word.BETWEEN: "between entre zwischen tra mellan",
    Word.TO: "to through thru a al till",
    Word.OR: "or ou o oder od eller oppure",
    Word.AND: "and et y und e och",
    Word.FILLER: "of the in de du des del den der im le la les el d l year yr ano annee jahr anno ar on en di della dell than i",
    Word.PRESENT: "present ongoing today now actualidad presente heute",
    Word.REFUSED: "years old ago bp lot ans jahre alt ah hijri",
}
WORDS: dict[str, tuple[Word, object]] = {
    **{word: (kind, None) for kind, words in _OTHERS.items() for word in words.split()},
    **{word: (Word.PART, part) for part, words in _PARTS.items() for word in words.split()},
    **{word: (Word.SEASON, number) for number, words in enumerate(_SEASONS, 21) for word in words.split()},
    **{word: (Word.MONTH, number) for number, words in enumerate(_MONTHS, 1) for word in words.split()},
    "bce": (Word.ERA, -1),
    "ce": (Word.ERA, 1),
}

UNDATED = re.compile(
    r"[\W_]*|\W*n\W*d\W*|no date|not dated|undated|(date |year )?(is )?(unknown|not known|unrecorded|not recorded|uncertain)|"
    r"s\W*d\W*|sans date|date inconnue|inconnue?|s\W*f\W*|sin fecha|fecha desconocida|desconocid[ao]|o\W*[dj]\W*|ohne (datum|jahr)|"
    r"undatiert|unbekannt|odaterad|utan ar|okan[dt]|senza data|data sconosciuta|n/a|none|null|unkown|not available"
)
_BEFORE_CHRIST = r"b\.? ?c\.?(?: ?e\.?)?|b\.c\.e\.?|av(?:ant|\.)? ?(?:j\.?[ -]?c\.?|notre ere|n\.? ?e\.?)|a\. ?(?:de )?c\.|ac(?=$|\W)"
_BEFORE_CHRIST += r"|antes de cristo|v\.? ?(?:chr\.?|christus)|vor chr(?:\.|istus)|f\.? ?kr\.?|avanti cristo|a\. ?c\."
_AFTER_CHRIST = r"c\. ?e\.?|a\.? ?d\.?|ap(?:res|\.)? ?(?:j\.?[ -]?c\.?|notre ere)|d\. ?(?:de )?c\.|despues de cristo"
_AFTER_CHRIST += r"|n\.? ?chr\.?|nach chr(?:\.|istus)|e\.? ?kr\.?|dopo cristo|anno domini"
ERAS = (
    (re.compile(rf"(?<![a-z])(?:{_BEFORE_CHRIST})(?![a-z])"), " bce "),
    (re.compile(rf"(?<![a-z])(?:{_AFTER_CHRIST})(?![a-z])"), " ce "),
)
