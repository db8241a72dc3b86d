"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from django.urls import path

from museion.heritage.views import custody, images

urlpatterns = [
    path("objects/<str:key>/custody", custody.edit_custody, name="edit_custody"),
    path("iiif/<str:file_name>", images.show_service, name="image_service"),
    path("iiif/<str:file_name>/info.json", images.describe_image, name="describe_image"),
    path(
        "iiif/<str:file_name>/<str:region>/<str:size>/<str:rotation>/<str:quality>.<str:suffix>",
        images.send_image,
        name="image_part",
    ),
]
