"""English for readers everywhere: Django's own 08/07/1956 is another day in London than in Boston."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
