from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "museion.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The chore's module names a model, which exists only once Django has loaded it.
        from museion.core.chores import Chore, register_chore
        from museion.core.messages import send_due_messages

        register_chore(Chore("core.messages", timedelta(seconds=2), send_due_messages))
