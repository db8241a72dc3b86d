"""How far a hazard reaches that its source only gives a point for.

Earthquakes follow `shaking`. The others are distances for a first look, chosen wide: a museum told in vain loses an hour, one
not told may lose its collection. They are settings of the desk in the end; these are where it starts.
"""

from collections.abc import Mapping

from museion.response.exposure.shaking import Reach, compute_reach
from museion.response.feeds.alerts import Alert
from museion.response.feeds.terms import Hazard

# Distances in km with the reason for each.
POINT_REACH: Mapping[Hazard, tuple[float, str]] = {
    Hazard.TROPICAL_CYCLONE: (300.0, "gales reach 100 to 500 km from the eye"),
    Hazard.EXTRATROPICAL_CYCLONE: (500.0, "the size of such lows"),
    Hazard.TORNADO: (25.0, "the length of most tracks"),
    Hazard.VIOLENT_WIND: (100.0, "the front of a storm"),
    Hazard.SEVERE_LOCAL_STORM: (50.0, "a thunderstorm's cells"),
    Hazard.FLOOD: (50.0, "a reach of the river and its tributaries"),
    Hazard.FLASH_FLOOD: (25.0, "one catchment"),
    Hazard.STORM_SURGE: (100.0, "a stretch of coast"),
    Hazard.TSUNAMI: (1000.0, "about an hour of a wave's travel"),
    Hazard.VOLCANO: (100.0, "ash of an eruption of explosivity 4"),
    Hazard.WILDFIRE: (30.0, "a day's run of a fire, and its smoke"),
    Hazard.FIRE: (5.0, "smoke and flying embers in a town"),
    Hazard.LANDSLIDE: (10.0, "one slope and its valley"),
    Hazard.MUDSLIDE: (10.0, "one slope and its valley"),
    Hazard.AVALANCHE: (5.0, "one slope"),
    Hazard.DROUGHT: (300.0, "the region around the marked centre"),
    Hazard.HEAT_WAVE: (200.0, "one weather situation"),
    Hazard.COLD_WAVE: (200.0, "one weather situation"),
    Hazard.COMPLEX_EMERGENCY: (50.0, "artillery and unrest spreading in a day"),
    Hazard.TECHNOLOGICAL: (30.0, "the zones prepared around large plants"),
    Hazard.INSECTS: (50.0, "a swarm's day"),
    Hazard.EPIDEMIC: (50.0, "one town and its surroundings"),
}
UNKNOWN_REACH = Reach(50.0, "a hazard of unknown kind", "the hazard is not known, so neither is its reach")


def find_reach(alert: Alert) -> Reach | None:
    """None where an earthquake is too weak or too deep to harm anything anywhere."""
    if alert.shaking is not None:
        return compute_reach(alert.shaking)
    if alert.hazard is None or alert.hazard not in POINT_REACH:
        return UNKNOWN_REACH
    radius, reason = POINT_REACH[alert.hazard]
    return Reach(radius, reason)
