"""What says of every record of the sample that it is invented."""

from random import Random

SOURCE = "sample"
REASON = "the invented sample network"
RIGHTS = "Invented for the sample network; text and picture CC0 1.0."

NOTICES = {
    "en": "Invented for the sample network; it does not exist.",
    "fr": "Inventé pour le réseau d'exemple ; n'existe pas.",
    "es": "Inventado para la red de muestra; no existe.",
    "ar": "مُختلق للشبكة التجريبية ولا وجود له.",
}


def make_random(seed: int, subject: str) -> Random:
    """One stream of chance a subject, so that more museums do not change the people."""
    return Random(f"museion sample {seed} {subject}")  # noqa: S311 (invents names, guards nothing)


def add_notice(texts: dict[str, str]) -> dict[str, str]:
    return {language: f"{text} {NOTICES[language]}" for language, text in texts.items()}
