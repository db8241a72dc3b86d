"""An object of the table as the writers of formats know it."""

from museion.core.access import Viewer
from museion.core.kinds import WriterContext
from museion.heritage.formats.describing import DescribedObject, Picture
from museion.heritage.models import CulturalObject, Photograph
from museion.heritage.queries.custody import read_events
from museion.network.models import Museum

_COLUMNS = tuple(
    field.name for field in CulturalObject._meta.concrete_fields if field.name not in {"museum", "store_location"}
)


def describe_for_formats(record: CulturalObject, context: WriterContext) -> DescribedObject:
    museum = _get_museum(record, context.viewer)
    return DescribedObject(
        key=record.key,
        address=context.base_url + record.url,
        values={name: getattr(record, name) for name in _COLUMNS},
        museum_key=museum.key if museum else "",
        museum_names=museum.names if museum else {},
        museum_address=context.base_url + museum.url if museum else "",
        pictures=tuple(_describe_picture(picture, context.base_url) for picture in record.photographs.all()),
        custody=tuple(read_events(record)),
        language=context.languages[0] if context.languages else "en",
    )


def _get_museum(record: CulturalObject, viewer: Viewer) -> Museum | None:
    museum = record.museum
    shown = museum and not museum.withdrawn_at and viewer.sees_record(museum)
    return museum if shown else None


def _describe_picture(picture: Photograph, base_url: str) -> Picture:
    service = f"{base_url}/iiif/{picture.file_name}"
    return Picture(
        address=f"{service}/full/max/0/default.jpg",
        media_type="image/jpeg",
        width=picture.width,
        height=picture.height,
        captions=picture.captions,
        service=service,
        view=picture.view,
    )
