from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "museion.vocabulary"
    label = "vocabulary"
