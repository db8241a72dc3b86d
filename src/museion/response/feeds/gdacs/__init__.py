"""The Global Disaster Alert and Coordination System: RSS and GeoJSON."""
