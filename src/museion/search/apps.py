from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "museion.search"
    label = "search"
