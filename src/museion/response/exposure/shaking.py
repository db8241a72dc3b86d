"""How far an earthquake shakes hard enough to matter to a museum.

Intensity follows from magnitude and hypocentral distance by Allen, Wald and Worden (2012), "Intensity attenuation for active
crustal regions", Journal of Seismology 16:409-433, form for hypocentral distance, without site amplification. The equation
is fitted to magnitudes 5 to 7.9 and distances to 300 km; outside, it is an extrapolation and `Reach.note` says so.

The bound is Modified Mercalli V ("small unstable objects displaced or upset"), the lowest degree at which things in a
showcase or on a shelf come to harm.
"""

import math
from dataclasses import dataclass

from museion.response.feeds.alerts import Shaking

HARMFUL_INTENSITY = 5.0
LEAST_MAGNITUDE = 4.0
"""Weaker ones do no harm (USGS, "magnitude / intensity comparison"), whatever an extrapolation says of a few hundred metres."""
USUAL_DEPTH_KM = 10.0
"""What seismological centres fix the depth at where they cannot find it."""
_C0, _C1, _C2, _C4 = 2.085, 1.428, -1.402, 0.078
_M1, _M2 = -0.209, 2.042
_FAR_KM = 50.0
_FITTED_MAGNITUDES = (5.0, 7.9)
_FITTED_KM = 300.0
_LARGEST_MAGNITUDE = 10.0
_FARTHEST_KM = 1500.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a hazard reaches around its centre, and by what rule."""

    radius_km: float
    rule: str
    note: str = ""


def compute_intensity(magnitude: float, hypocentral_km: float) -> float:
    """Mean Modified Mercalli intensity."""
    near = _M1 + _M2 * math.exp(magnitude - 5.0)
    intensity = _C0 + _C1 * magnitude + _C2 * math.log(math.hypot(hypocentral_km, near))
    return intensity + (_C4 * math.log(hypocentral_km / _FAR_KM) if hypocentral_km > _FAR_KM else 0.0)


def compute_reach(shaking: Shaking, *, intensity: float = HARMFUL_INTENSITY) -> Reach | None:
    """The epicentral distance within which the intensity is met; None where it is met nowhere, or the earthquake is weak."""
    if shaking.magnitude < LEAST_MAGNITUDE:
        return None
    magnitude = min(shaking.magnitude, _LARGEST_MAGNITUDE)
    depth = max(shaking.depth_km if shaking.depth_km is not None else USUAL_DEPTH_KM, 0.0)
    if compute_intensity(magnitude, depth) < intensity:
        return None
    hypocentral = _solve(magnitude, intensity, depth)
    radius = math.sqrt(max(hypocentral**2 - depth**2, 0.0))
    rule = f"intensity {intensity:g} or more for magnitude {shaking.magnitude:g} (Allen et al. 2012)"
    is_fitted = _FITTED_MAGNITUDES[0] <= magnitude <= _FITTED_MAGNITUDES[1] and hypocentral <= _FITTED_KM
    return Reach(radius, rule, "" if is_fitted else "outside the range that the equation was fitted to")


def _solve(magnitude: float, intensity: float, depth: float) -> float:
    """Intensity falls with distance, so halving the interval finds the bound to a metre."""
    low, high = depth, max(_FARTHEST_KM, depth)
    while high - low > 0.001:
        middle = (low + high) / 2
        low, high = (middle, high) if compute_intensity(magnitude, middle) >= intensity else (low, middle)
    return low
