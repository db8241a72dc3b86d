"""Publications that tests of the room talk about, all invented."""

from museion.library.formats.publication import Publication


def make_report() -> Publication:
    """A report in Russian with its transcription and translation, translated from English."""
    return Publication(
        reference_type="report",
        titles={
            "ru": "Музеи и наводнения: опыт Перу",
            "ru-Latn": "Muzei i navodneniia: opyt Peru",
            "es": "Museos e inundaciones",
        },
        responsibility="И. Иванов, М. Нуньес",
        contributors=[
            {
                "name": "Ivanov, Ivan",
                "role": "author",
                "kind": "person",
                "dates": "1961-",
                "scripts": {"ru": "Иванов, Иван"},
            },
            {"name": "Núñez, María", "role": "editor", "kind": "person"},
            {"name": "Comité de la Ribera", "role": "issuing body", "kind": "body"},
        ],
        languages=["ru"],
        original_languages=["en"],
        edition="2nd ed.",
        place="Lima",
        publisher="Editorial Ribera",
        publication_country="PE",
        date_text="2019",
        extent="112 p.",
        series=[{"title": "Cuadernos de la Ribera", "number": "7"}],
        notes=[{"kind": "bibliography", "text": "Bibliography: p. 99-110"}],
        abstracts={"es": "Cómo tres museos salvaron sus fondos < del agua & del lodo"},
        subjects=[{"text": "Floods", "kind": "topic"}, {"text": "Peru", "kind": "place"}],
        countries=["PE"],
        numbers=[{"scheme": "isbn", "value": "9781845332136"}, {"scheme": "doi", "value": "10.5555/ribera.7"}],
        links=[{"url": "https://example.org/ribera/7"}],
        rights="CC BY 4.0",
    )


def make_article() -> Publication:
    return Publication(
        reference_type="article",
        titles={"fr": "La conservation préventive des jarres: un bilan"},
        contributors=[{"name": "Fall, Aïssatou", "role": "author", "kind": "person"}],
        languages=["fr"],
        date_text="2004",
        host={"title": "Revue des réserves", "volume": "12", "issue": "3", "pages": "45-67", "issn": "0009-7330"},
        subjects=[{"text": "Conservation préventive", "kind": "topic"}],
    )
