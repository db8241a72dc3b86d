"""What countries ask of objects that leave them: a room that keeps laws and emergency lists adds its source here."""

from collections.abc import Callable, Sequence

from museion.heritage.custody.windows import CountryRule

CountryRules = Callable[[str], Sequence[CountryRule]]
COUNTRY_RULES: list[CountryRules] = []


def get_country_rules(country: str) -> list[CountryRule]:
    """Rules of a country (ISO 3166-1), of all sources."""
    return [rule for source in COUNTRY_RULES for rule in source(country)] if country else []
