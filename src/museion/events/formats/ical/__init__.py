"""iCalendar (RFC 5545): `reader.read_calendar` in, `writer.write_calendar` out."""
