from django.apps import AppConfig


class HeritageConfig(AppConfig):
    name = "museion.heritage"
    label = "heritage"
