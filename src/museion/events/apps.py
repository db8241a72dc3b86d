from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "museion.events"
    label = "events"
