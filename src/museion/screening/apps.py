from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "museion.screening"
    label = "screening"
