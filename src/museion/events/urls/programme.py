"""Calls, proposals, reviews, the schedule, the programme."""

from django.urls import path

from museion.events.views import programme, proposing, reviewing, scheduling

urlpatterns = [
    path("calls", proposing.show_calls, name="event_calls"),
    path("events/<str:key>/call", proposing.show_call, name="event_call"),
    path("proposals/<str:token>", proposing.show_proposal, name="proposal"),
    path("events/<str:key>/manage/call", reviewing.show_call_form, name="event_call_form"),
    path("events/<str:key>/manage/proposals", reviewing.show_proposals, name="event_proposals"),
    path("reviews", reviewing.show_reviews, name="reviews"),
    path("reviews/<int:number>", reviewing.show_review, name="review"),
    path("events/<str:key>/schedule", scheduling.show_schedule, name="event_schedule"),
    path("events/<str:key>/programme", programme.show_programme, name="event_programme"),
    path("events/<str:key>/programme.pdf", programme.send_programme, name="event_programme_paper"),
    path("speakers/<int:number>", programme.show_speaker, name="speaker"),
    path("materials/<int:number>/<str:file_name>", programme.send_material, name="material"),
]
