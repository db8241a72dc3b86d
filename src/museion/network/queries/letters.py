"""How somebody of the register is written to."""

from collections.abc import Mapping

from django.conf import settings

from museion.network.models import Person


def choose_language(person: Person) -> str:
    """The language of the site that the person knows best."""
    offered = dict(settings.LANGUAGES)
    ranks = {"native": 9, "C2": 8, "C1": 7, "B2": 6, "B1": 5}
    known: Mapping[str, int] = {
        tag: ranks.get(spoken["level"], 0)
        for spoken in person.languages
        if (tag := str(spoken["tag"]).split("-")[0]) in offered
    }
    best = max(known, key=lambda tag: known[tag], default="en")
    return best if known.get(best) else "en"
