from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "museion.exchange"
    label = "exchange"
