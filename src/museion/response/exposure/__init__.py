"""Which of many places an event reaches: geodesic, over the antimeridian and the poles, thousands of places at once."""
