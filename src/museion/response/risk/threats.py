"""Which agents of deterioration a hazard brings, and how strongly: 1 for what it mainly does, less for what follows from it."""

from collections.abc import Mapping

from museion.response.feeds.terms import Hazard
from museion.response.risk.vocabulary import Agent

THREATS: Mapping[Hazard, Mapping[Agent, float]] = {
    Hazard.EARTHQUAKE: {Agent.PHYSICAL_FORCES: 1.0, Agent.FIRE: 0.4, Agent.WATER: 0.3, Agent.CRIMINALS: 0.3},
    Hazard.TSUNAMI: {Agent.WATER: 1.0, Agent.PHYSICAL_FORCES: 0.8, Agent.POLLUTANTS: 0.3},
    Hazard.VOLCANO: {Agent.POLLUTANTS: 1.0, Agent.FIRE: 0.5, Agent.PHYSICAL_FORCES: 0.5},
    Hazard.FLOOD: {Agent.WATER: 1.0, Agent.HUMIDITY: 0.5, Agent.PESTS: 0.4, Agent.POLLUTANTS: 0.3},
    Hazard.FLASH_FLOOD: {Agent.WATER: 1.0, Agent.PHYSICAL_FORCES: 0.5, Agent.HUMIDITY: 0.4},
    Hazard.STORM_SURGE: {Agent.WATER: 1.0, Agent.PHYSICAL_FORCES: 0.5, Agent.HUMIDITY: 0.4},
    Hazard.TROPICAL_CYCLONE: {Agent.WATER: 1.0, Agent.PHYSICAL_FORCES: 0.8, Agent.HUMIDITY: 0.4, Agent.CRIMINALS: 0.2},
    Hazard.EXTRATROPICAL_CYCLONE: {Agent.PHYSICAL_FORCES: 0.8, Agent.WATER: 0.8},
    Hazard.TORNADO: {Agent.PHYSICAL_FORCES: 1.0, Agent.WATER: 0.5},
    Hazard.VIOLENT_WIND: {Agent.PHYSICAL_FORCES: 0.8, Agent.POLLUTANTS: 0.4, Agent.WATER: 0.3},
    Hazard.SEVERE_LOCAL_STORM: {Agent.WATER: 0.8, Agent.FIRE: 0.4, Agent.PHYSICAL_FORCES: 0.4},
    Hazard.WILDFIRE: {Agent.FIRE: 1.0, Agent.POLLUTANTS: 0.6, Agent.TEMPERATURE: 0.3},
    Hazard.FIRE: {Agent.FIRE: 1.0, Agent.WATER: 0.6, Agent.POLLUTANTS: 0.5},
    Hazard.LANDSLIDE: {Agent.PHYSICAL_FORCES: 1.0, Agent.WATER: 0.3},
    Hazard.MUDSLIDE: {Agent.PHYSICAL_FORCES: 1.0, Agent.WATER: 0.7},
    Hazard.AVALANCHE: {Agent.PHYSICAL_FORCES: 1.0, Agent.WATER: 0.3},
    Hazard.DROUGHT: {Agent.HUMIDITY: 0.6, Agent.FIRE: 0.4, Agent.PHYSICAL_FORCES: 0.2},
    Hazard.HEAT_WAVE: {Agent.TEMPERATURE: 1.0, Agent.HUMIDITY: 0.6, Agent.FIRE: 0.3},
    Hazard.COLD_WAVE: {Agent.TEMPERATURE: 1.0, Agent.HUMIDITY: 0.5, Agent.WATER: 0.5},
    Hazard.COMPLEX_EMERGENCY: {
        Agent.CRIMINALS: 1.0,
        Agent.PHYSICAL_FORCES: 0.9,
        Agent.FIRE: 0.8,
        Agent.DISSOCIATION: 0.6,
    },
    Hazard.TECHNOLOGICAL: {Agent.POLLUTANTS: 1.0, Agent.FIRE: 0.6, Agent.PHYSICAL_FORCES: 0.4},
    Hazard.INSECTS: {Agent.PESTS: 1.0},
    Hazard.EPIDEMIC: {Agent.CRIMINALS: 0.3, Agent.PESTS: 0.3, Agent.DISSOCIATION: 0.2},
    Hazard.OTHER: dict.fromkeys(Agent, 0.5),
}


def get_threats(hazard: Hazard | None) -> Mapping[Agent, float]:
    """Of an unknown hazard, every agent by half."""
    return THREATS[hazard or Hazard.OTHER]
