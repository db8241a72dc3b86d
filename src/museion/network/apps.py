from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "museion.network"
    label = "network"
