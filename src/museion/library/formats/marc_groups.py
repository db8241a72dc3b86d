"""Which MARC fields say what a column of `Publication` says, so that an edit of one column leaves all other fields as they came."""

from museion.library.formats.marc_reading import NOTE_KINDS, RELATION_KINDS, SUBJECT_KINDS

# 008 and the leader hold several columns at once: they are corrected in place, not replaced.
GROUPS: dict[str, tuple[str, ...]] = {
    "titles": ("242", "245"),
    "responsibility": ("242", "245"),
    "other_titles": ("130", "210", "240", "246", "247", "740"),
    "contributors": ("100", "110", "111", "700", "710", "711"),
    "languages": ("041",),
    "original_languages": ("041",),
    "edition": ("250",),
    "place": ("260", "264"),
    "publisher": ("260", "264"),
    "date_text": ("260", "264"),
    "extent": ("300",),
    "frequency": ("310",),
    "series": ("440", "490", "800", "810", "811", "830"),
    "host": ("773",),
    "notes": tuple(NOTE_KINDS),
    "abstracts": ("520",),
    "subjects": tuple(SUBJECT_KINDS),
    "countries": ("043",),
    "classifications": ("050", "080", "082", "084", "090"),
    "numbers": ("020", "022", "024"),
    "links": ("856",),
    "relations": tuple(RELATION_KINDS),
    "rights": ("506", "540"),
}
