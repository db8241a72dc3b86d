"""Earthquakes of the United States Geological Survey: GeoJSON summary feeds."""
