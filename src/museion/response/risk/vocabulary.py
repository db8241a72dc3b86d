"""The frame of the ABC method: what does the damage, how it comes, what can be done, where.

The lists are those of the method (ten agents, three types of occurrence, five stages, six layers); the words are ours.
"""

from collections.abc import Mapping
from enum import StrEnum

Labels = Mapping[str, str]
"""A text by BCP 47 language tag."""


class Agent(StrEnum):
    PHYSICAL_FORCES = "physical_forces"
    CRIMINALS = "criminals"
    FIRE = "fire"
    WATER = "water"
    PESTS = "pests"
    POLLUTANTS = "pollutants"
    LIGHT = "light"
    TEMPERATURE = "temperature"
    HUMIDITY = "humidity"
    DISSOCIATION = "dissociation"


class Occurrence(StrEnum):
    RARE = "rare"
    COMMON = "common"
    CUMULATIVE = "cumulative"


class Stage(StrEnum):
    AVOID = "avoid"
    BLOCK = "block"
    DETECT = "detect"
    RESPOND = "respond"
    RECOVER = "recover"


class Layer(StrEnum):
    """From the outermost to the one that touches the object."""

    REGION = "region"
    SITE = "site"
    BUILDING = "building"
    ROOM = "room"
    FITTING = "fitting"
    SUPPORT = "support"


AGENT_LABELS: Mapping[Agent, Labels] = {
    Agent.PHYSICAL_FORCES: {"en": "Physical forces", "fr": "Forces physiques", "es": "Fuerzas físicas"},
    Agent.CRIMINALS: {"en": "Theft and vandalism", "fr": "Vol et vandalisme", "es": "Robo y vandalismo"},
    Agent.FIRE: {"en": "Fire", "fr": "Feu", "es": "Fuego"},
    Agent.WATER: {"en": "Water", "fr": "Eau", "es": "Agua"},
    Agent.PESTS: {"en": "Pests", "fr": "Infestations", "es": "Plagas"},
    Agent.POLLUTANTS: {"en": "Pollutants", "fr": "Polluants", "es": "Contaminantes"},
    Agent.LIGHT: {"en": "Light and ultraviolet", "fr": "Lumière et ultraviolet", "es": "Luz y ultravioleta"},
    Agent.TEMPERATURE: {
        "en": "Unsuitable temperature",
        "fr": "Température inadaptée",
        "es": "Temperatura inadecuada",
    },
    Agent.HUMIDITY: {
        "en": "Unsuitable relative humidity",
        "fr": "Humidité relative inadaptée",
        "es": "Humedad relativa inadecuada",
    },
    Agent.DISSOCIATION: {"en": "Dissociation", "fr": "Dissociation", "es": "Disociación"},
}

AGENT_NOTES: Mapping[Agent, Labels] = {
    Agent.PHYSICAL_FORCES: {
        "en": "Shock, vibration, pressure, falls: from an earthquake to careless handling.",
        "fr": "Chocs, vibrations, pression, chutes : du séisme à la manipulation maladroite.",
        "es": "Golpes, vibración, presión, caídas: del terremoto al manejo descuidado.",
    },
    Agent.CRIMINALS: {
        "en": "People who take or harm things on purpose: thieves, vandals, looters, fighters.",
        "fr": "Ceux qui emportent ou abîment à dessein : voleurs, vandales, pillards, combattants.",
        "es": "Quienes se llevan o dañan a propósito: ladrones, vándalos, saqueadores, combatientes.",
    },
    Agent.FIRE: {
        "en": "Flames, heat, smoke and soot.",
        "fr": "Flammes, chaleur, fumée et suie.",
        "es": "Llamas, calor, humo y hollín.",
    },
    Agent.WATER: {
        "en": "Floods, leaks, rain, rising damp, and what is left of putting out a fire.",
        "fr": "Inondations, fuites, pluie, remontées, et ce qui reste après l'extinction d'un feu.",
        "es": "Inundaciones, fugas, lluvia, humedad del suelo y lo que queda tras apagar un incendio.",
    },
    Agent.PESTS: {
        "en": "Insects, rodents, birds, mould.",
        "fr": "Insectes, rongeurs, oiseaux, moisissures.",
        "es": "Insectos, roedores, aves, moho.",
    },
    Agent.POLLUTANTS: {
        "en": "Gases, dust, ash, liquids that stain, and materials that harm what lies beside them.",
        "fr": "Gaz, poussière, cendre, liquides tachants, et matériaux qui nuisent à ce qui les touche.",
        "es": "Gases, polvo, ceniza, líquidos que manchan y materiales que dañan lo que tienen al lado.",
    },
    Agent.LIGHT: {
        "en": "Daylight and lamps, which fade and weaken, with their invisible rays.",
        "fr": "Le jour et les lampes, qui décolorent et fragilisent, avec leurs rayons invisibles.",
        "es": "La luz del día y las lámparas, que decoloran y debilitan, con sus rayos invisibles.",
    },
    Agent.TEMPERATURE: {
        "en": "Too hot, too cold, or changing too fast.",
        "fr": "Trop chaud, trop froid, ou changeant trop vite.",
        "es": "Demasiado calor, demasiado frío o cambios demasiado rápidos.",
    },
    Agent.HUMIDITY: {
        "en": "Too damp, too dry, or changing too fast.",
        "fr": "Trop humide, trop sec, ou changeant trop vite.",
        "es": "Demasiado húmedo, demasiado seco o cambios demasiado rápidos.",
    },
    Agent.DISSOCIATION: {
        "en": "Objects parted from what is known of them: lost labels, records, places.",
        "fr": "L'objet séparé de ce qu'on en sait : étiquettes, fiches ou emplacements perdus.",
        "es": "El objeto separado de lo que se sabe de él: etiquetas, fichas o lugares perdidos.",
    },
}

OCCURRENCE_LABELS: Mapping[Occurrence, Labels] = {
    Occurrence.RARE: {"en": "Rare event", "fr": "Événement rare", "es": "Suceso raro"},
    Occurrence.COMMON: {"en": "Common event", "fr": "Événement courant", "es": "Suceso común"},
    Occurrence.CUMULATIVE: {"en": "Cumulative process", "fr": "Processus cumulatif", "es": "Proceso acumulativo"},
}

STAGE_LABELS: Mapping[Stage, Labels] = {
    Stage.AVOID: {"en": "Avoid", "fr": "Éviter", "es": "Evitar"},
    Stage.BLOCK: {"en": "Block", "fr": "Bloquer", "es": "Bloquear"},
    Stage.DETECT: {"en": "Detect", "fr": "Détecter", "es": "Detectar"},
    Stage.RESPOND: {"en": "Respond", "fr": "Intervenir", "es": "Responder"},
    Stage.RECOVER: {"en": "Recover", "fr": "Récupérer", "es": "Recuperar"},
}

LAYER_LABELS: Mapping[Layer, Labels] = {
    Layer.REGION: {"en": "Region", "fr": "Région", "es": "Región"},
    Layer.SITE: {"en": "Site", "fr": "Site", "es": "Sitio"},
    Layer.BUILDING: {"en": "Building", "fr": "Bâtiment", "es": "Edificio"},
    Layer.ROOM: {"en": "Room", "fr": "Salle", "es": "Sala"},
    Layer.FITTING: {"en": "Showcase or shelf", "fr": "Vitrine ou étagère", "es": "Vitrina o estante"},
    Layer.SUPPORT: {"en": "Mount or packing", "fr": "Support ou emballage", "es": "Soporte o embalaje"},
}
