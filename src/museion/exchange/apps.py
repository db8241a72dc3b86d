from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "museion.exchange"
    label = "exchange"

    def ready(self) -> None:
        # Chores name models, which exist only once Django has loaded them.
        from museion.core.chores import register_chore
        from museion.exchange.chores import CHORES

        for chore in CHORES:
            register_chore(chore)
