"""What the invented assemblies decide and ask. Nobody of this name decided any of it."""

from datetime import date
from typing import Any

NOTICE = "Invented for the sample network; it does not exist."

_NAMES = {
    "en": "General Assembly {year}",
    "fr": "Assemblée générale {year}",
    "es": "Asamblea General {year}",
    "ar": "الجمعية العامة {year}",
}


def _say(en: str, fr: str, es: str) -> dict[str, str]:
    return {"en": en, "fr": fr, "es": es}


_AGENDA = [
    _say("Report of the year", "Rapport de l'année", "Informe del año"),
    _say("Accounts and budget", "Comptes et budget", "Cuentas y presupuesto"),
    _say("Motions of the committees", "Motions des comités", "Mociones de los comités"),
    _say("Elections", "Élections", "Elecciones"),
]

ASSEMBLIES: tuple[dict[str, Any], ...] = (
    {
        "names": _NAMES,
        "place": "Dakar",
        "agenda": _AGENDA,
        "motions": [
            {
                "titles": _say("Budget of the coming year", "Budget de l'année à venir", "Presupuesto del próximo año"),
                "texts": _say(
                    "The budget is adopted as the treasurer presented it.",
                    "Le budget est adopté tel que le trésorier l'a présenté.",
                    "Se aprueba el presupuesto presentado por la tesorería.",
                ),
                "method": "simple",
            },
            {
                "titles": _say(
                    "Delegates vote online", "Vote en ligne des délégués", "Votación en línea de los delegados"
                ),
                "texts": _say(
                    "Article 10 is changed so that delegates may vote online.",
                    "L'article 10 est modifié pour permettre le vote en ligne.",
                    "Se modifica el artículo 10 para permitir el voto en línea.",
                ),
                "method": "qualified",
                "threshold": "2/3",
            },
        ],
    },
    {
        "names": _NAMES,
        "place": "Lima",
        "agenda": _AGENDA,
        "motions": [
            {
                "titles": _say(
                    "Fund for museums at risk", "Fonds pour les musées en danger", "Fondo para museos en riesgo"
                ),
                "texts": _say(
                    "Two per cent of all dues go to a fund for museums at risk.",
                    "Deux pour cent des cotisations alimentent un fonds pour les musées en danger.",
                    "El dos por ciento de las cuotas se destina a un fondo para museos en riesgo.",
                ),
                "method": "simple",
            },
        ],
    },
    {
        "names": _NAMES,
        "place": "",
        "agenda": _AGENDA,
        "motions": [
            {
                "titles": _say("Report of the year", "Rapport de l'année", "Informe del año"),
                "texts": _say(
                    "The report of the year is approved.", "Le rapport est approuvé.", "Se aprueba el informe del año."
                ),
                "method": "simple",
            },
            {
                "titles": _say(
                    "Open data of the register", "Données ouvertes du registre", "Datos abiertos del registro"
                ),
                "texts": _say(
                    "Public records of the register may be used by everybody without asking.",
                    "Les notices publiques du registre sont réutilisables par tous sans demande.",
                    "Los registros públicos pueden ser utilizados por todos sin pedir permiso.",
                ),
                "method": "simple",
            },
        ],
    },
)

CANDIDATES_TITLE = _say("Three members of the board", "Trois membres du conseil", "Tres miembros de la junta")

ADVICE: tuple[dict[str, Any], ...] = (
    {
        "partner": "Institute of Paper Climate (invented)",
        "questions": _say(
            "Which relative humidity can mixed collections bear?",
            "Quelle humidité relative les collections mixtes supportent-elles ?",
            "¿Qué humedad relativa soportan las colecciones mixtas?",
        ),
        "asked_date": date(2024, 2, 5),
        "answers": _say(
            "Slow seasonal change between 40 and 60 per cent is safer than a constant value that fails often.",
            "Une variation saisonnière lente entre 40 et 60 % est plus sûre qu'une valeur constante souvent rompue.",
            "Un cambio estacional lento entre 40 y 60 % es más seguro que un valor constante que falla a menudo.",
        ),
        "given_date": date(2024, 5, 20),
        "decisions": _say(
            "The guideline for loans gives a range.",
            "Le guide des prêts donne une plage.",
            "La guía de préstamos da un rango.",
        ),
        "decided_date": date(2024, 7, 3),
        "publication_url": "https://museion.example/guidelines/loans",
        "published_date": date(2024, 9, 1),
    },
    {
        "partner": "Centre for Fair Elections (invented)",
        "questions": _say(
            "How secret is a vote through a web site?",
            "Quel secret offre un vote par un site web ?",
            "¿Qué secreto ofrece un voto por un sitio web?",
        ),
        "asked_date": date(2025, 1, 14),
        "answers": _say(
            "Say plainly what it does not protect from, and offer another way where that matters.",
            "Dites clairement ce dont il ne protège pas, et offrez une autre voie si cela importe.",
            "Diga con claridad de qué no protege y ofrezca otra vía cuando importe.",
        ),
        "given_date": date(2025, 3, 2),
    },
    {
        "partner": "Academy of Provenance Research (invented)",
        "questions": _say(
            "Which archives should be named in a register of sources?",
            "Quels fonds d'archives citer dans un registre de sources ?",
            "¿Qué archivos deben citarse en un registro de fuentes?",
        ),
        "asked_date": date(2026, 6, 8),
    },
)
