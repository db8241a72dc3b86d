"""An invented loss register with drawn pictures, looted sites, and catalogues of sales in which some of the lost turn up."""

from museion.screening.sample.picturing import count_unpictured, draw_pictures
from museion.screening.sample.sizes import FULL, SMALL, ScreeningSize
from museion.screening.sample.uploading import upload_catalogues, wait_for_photos
from museion.screening.sample.writing import make_sample

__all__ = [
    "FULL",
    "SMALL",
    "ScreeningSize",
    "count_unpictured",
    "draw_pictures",
    "make_sample",
    "upload_catalogues",
    "wait_for_photos",
]
