"""The room's addresses beside those of its records."""

from django.urls import path

from museion.vocabulary import views

urlpatterns = [path("thesauri", views.show_thesauri, name="thesauri")]
