"""The coded values of alerts, spelled as their standards spell them.

CAP values: OASIS Common Alerting Protocol 1.2, section 3.2. Hazard codes: GLIDE, with the UNDRR-ISC 2025 code beside each;
GLIDE's complex emergency (CE) stands for armed conflict and civil unrest.
"""

from enum import StrEnum


class Status(StrEnum):
    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MessageType(StrEnum):
    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class Category(StrEnum):
    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Severity(StrEnum):
    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Hazard(StrEnum):
    """GLIDE codes."""

    TECHNOLOGICAL = "AC"
    AVALANCHE = "AV"
    COMPLEX_EMERGENCY = "CE"
    COLD_WAVE = "CW"
    DROUGHT = "DR"
    EXTRATROPICAL_CYCLONE = "EC"
    EPIDEMIC = "EP"
    EARTHQUAKE = "EQ"
    FLASH_FLOOD = "FF"
    FLOOD = "FL"
    FIRE = "FR"
    HEAT_WAVE = "HT"
    INSECTS = "IN"
    LANDSLIDE = "LS"
    MUDSLIDE = "MS"
    OTHER = "OT"
    STORM_SURGE = "SS"
    SEVERE_LOCAL_STORM = "ST"
    TROPICAL_CYCLONE = "TC"
    TORNADO = "TO"
    TSUNAMI = "TS"
    VOLCANO = "VO"
    VIOLENT_WIND = "VW"
    WILDFIRE = "WF"


UNDRR_CODES: dict[Hazard, str] = {
    Hazard.TECHNOLOGICAL: "TL0309",
    Hazard.AVALANCHE: "MH0801",
    Hazard.COMPLEX_EMERGENCY: "SO0101",
    Hazard.COLD_WAVE: "MH0502",
    Hazard.DROUGHT: "MH0401",
    Hazard.EXTRATROPICAL_CYCLONE: "MH0307",
    Hazard.EPIDEMIC: "BI0101",
    Hazard.EARTHQUAKE: "GH0101",
    Hazard.FLASH_FLOOD: "MH0603",
    Hazard.FLOOD: "MH0600",
    Hazard.FIRE: "TL0305",
    Hazard.HEAT_WAVE: "MH0501",
    Hazard.INSECTS: "BI0401",
    Hazard.LANDSLIDE: "GH0300",
    Hazard.MUDSLIDE: "GH0303",
    Hazard.STORM_SURGE: "MH0703",
    Hazard.SEVERE_LOCAL_STORM: "MH0103",
    Hazard.TROPICAL_CYCLONE: "MH0309",
    Hazard.TORNADO: "MH0305",
    Hazard.TSUNAMI: "MH0705",
    Hazard.VOLCANO: "GH0201",
    Hazard.VIOLENT_WIND: "MH0301",
    Hazard.WILDFIRE: "EN0205",
}
