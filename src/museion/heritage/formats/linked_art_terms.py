"""What Linked Art 1.0 is said in: concepts of Getty's Art & Architecture Thesaurus, by what they mean here."""

CONTEXT = "https://linked.art/ns/v1/linked-art.json"
AAT = "http://vocab.getty.edu/aat/"
LANGUAGES = {
    "en": "300388277",
    "fr": "300388306",
    "es": "300389311",
    "de": "300388344",
    "it": "300388474",
    "nl": "300388256",
    "sv": "300389336",
    "ar": "300387843",
    "zh": "300388113",
    "pt": "300389115",
    "ru": "300389168",
    "la": "300388693",
}
# The statements about an object by the column that holds each.
STATEMENTS = {
    "description": ("300435416", "Description"),
    "materials_techniques": ("300435429", "Material Statement"),
    "measurements_text": ("300435430", "Dimension Statement"),
    "credit_line": ("300435418", "Credit Line"),
    "provenance": ("300435438", "Provenance Statement"),
    "rights": ("300435434", "Copyright/License Statement"),
    "distinguishing_features": ("300404156", "Distinguishing Features"),
}
INSCRIPTION = ("300435414", "Inscription Statement")
CITATION = ("300311705", "Citation")
BRIEF = ("300418049", "Brief Text")
PRIMARY, ACCESSION, WORK, CLASS = "300404670", "300312355", "300133025", "300435444"
# Dimensions and units by the codes of the catalogue.
SIDES = {
    "height": "300055644",
    "width": "300055647",
    "depth": "300072633",
    "length": "300055645",
    "diameter": "300055624",
    "circumference": "300055623",
    "thickness": "300055646",
    "weight": "300056240",
}
UNITS = {"mm": "300379097", "cm": "300379098", "m": "300379099", "in": "300379100", "g": "300379225", "kg": "300379226"}
