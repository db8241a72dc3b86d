"""Regions of the world by UN M49, with their CLDR names: continent, subregion, country.

Source: United Nations Statistics Division, Standard country or area codes for statistical use (M49). Taiwan, which M49 does not list
apart, and Kosovo stand with their neighbours.
"""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

SEPARATOR = "/"
_REGIONS: dict[str, dict[str, str]] = {
    "002": {
        "015": "DZ EG EH LY MA SD TN",
        "011": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
        "017": "AO CD CF CG CM GA GQ ST TD",
        "014": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
        "018": "BW LS NA SZ ZA",
    },
    "019": {
        "021": "BM CA GL PM US",
        "029": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
        "013": "BZ CR GT HN MX NI PA SV",
        "005": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    },
    "142": {
        "143": "KG KZ TJ TM UZ",
        "030": "CN HK JP KP KR MN MO TW",
        "035": "BN ID KH LA MM MY PH SG TH TL VN",
        "034": "AF BD BT IN IR LK MV NP PK",
        "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    },
    "150": {
        "151": "BG BY CZ HU MD PL RO RU SK UA",
        "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
        "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
        "155": "AT BE CH DE FR LI LU MC NL",
    },
    "009": {
        "053": "AU CC CX HM NF NZ",
        "054": "FJ NC PG SB VU",
        "057": "FM GU KI MH MP NR PW UM",
        "061": "AS CK NU PF PN TK TO TV WF WS",
    },
}
_PATHS = {
    country: SEPARATOR.join((continent, subregion, country))
    for continent, subregions in _REGIONS.items()
    for subregion, countries in subregions.items()
    for country in countries.split()
}


def get_region_path(country: str) -> str:
    """`150/155/FR`; empty for what M49 puts in no region (Antarctica)."""
    return _PATHS.get(country, "")


def get_region_name(path: str, language: str) -> str:
    """The name of the last part: a continent, a subregion or a country."""
    code = path.rpartition(SEPARATOR)[2]
    return _get_territories(language).get(code, code)


@lru_cache(maxsize=16)
def _get_territories(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return {str(code): str(name) for code, name in territories.items()}
