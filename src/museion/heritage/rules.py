"""What countries ask of objects that leave them: a room that keeps laws and emergency lists adds its source here."""

from collections.abc import Callable, Sequence

from museion.heritage.custody.windows import CountryRule

CountryRules = Callable[[str], Sequence[CountryRule]]
COUNTRY_RULES: list[CountryRules] = []


def get_country_rules(country: str) -> list[CountryRule]:
    """Rules of a country (ISO 3166-1), of all sources; of two about the same year the first alone."""
    rules = (rule for source in COUNTRY_RULES for rule in source(country)) if country else ()
    known: dict[tuple[str, int], CountryRule] = {}
    for rule in rules:
        known.setdefault((rule.window, rule.year), rule)
    return list(known.values())
