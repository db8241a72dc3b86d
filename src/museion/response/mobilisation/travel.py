"""How long the way takes, roughly and on the safe side: by road to 300 km, beyond by air with the way to and from it."""

import numpy as np

from museion.response.exposure.geodesy import Floats

ROAD_KM = 300.0
_ROAD_SETTING_OUT, _ROAD_KM_PER_HOUR = 2.0, 50.0
_AIR_SETTING_OUT, _AIR_KM_PER_HOUR = 10.0, 700.0


def compute_travel_hours(kilometres: Floats) -> Floats:
    by_road = _ROAD_SETTING_OUT + kilometres / _ROAD_KM_PER_HOUR
    by_air = _AIR_SETTING_OUT + kilometres / _AIR_KM_PER_HOUR
    hours: Floats = np.where(kilometres <= ROAD_KM, by_road, by_air)
    return hours
