from django.apps import AppConfig


class ResponseConfig(AppConfig):
    name = "museion.response"
    label = "response"
