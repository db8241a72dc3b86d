"""Maps drawn on the server: country shapes and dots as SVG, without tiles, scripts or another server."""
