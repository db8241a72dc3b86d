"""What the Red Lists say of a country's laws and emergencies, for chains of custody."""

from museion.heritage.custody.windows import CountryRule, Window
from museion.screening.models import RedList


def list_country_rules(country: str) -> list[CountryRule]:
    """Each law once, from the year that its list states; an emergency list from the year of its publication."""
    rules: dict[CountryRule, None] = {}
    for held in RedList.objects.current().only("titles", "countries", "legislation", "is_emergency", "year"):
        if country not in held.countries:
            continue
        if held.is_emergency and held.year:
            rules[CountryRule(Window.AREA_AT_RISK, country, held.year, held.titles.pick("en").text)] = None
        for law in held.legislation:
            if law.get("country") == country and law.get("year"):
                rules[CountryRule(Window.COUNTRY_LAW, country, int(law["year"]), str(law.get("title", "")))] = None
    return list(rules)
