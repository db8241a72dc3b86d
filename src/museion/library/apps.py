from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "museion.library"
    label = "library"
