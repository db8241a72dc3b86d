"""Plain shapes that somebody drops in: GeoJSON and WKT, to become an alert with a few words of theirs."""
