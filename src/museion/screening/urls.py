"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from django.urls import path
from django.views.generic import RedirectView

from museion.screening.views import (
    answers,
    case_steps,
    cases,
    catalogues,
    invited,
    looted_sites,
    loss_desk,
    loss_photographs,
    losses,
    published,
    records,
    red_lists,
    register_steps,
    reporting,
    screen,
)

urlpatterns = [
    path("screen", screen.show_screen, name="screen"),
    path("screenings/<str:reference>", answers.show_answer, name="answer"),
    path("screenings/<str:reference>/matches/<int:place>", answers.judge, name="judge"),
    path("screenings/<str:reference>/record.pdf", records.send_record, name="due_diligence_record"),
    path("catalogues", catalogues.show_catalogues, name="catalogues"),
    path("catalogues/<str:key>", catalogues.show_catalogue, name="catalogue"),
    path("catalogues/<str:key>/worklist.csv", catalogues.send_worklist, name="worklist"),
    path("catalogues/<str:key>/again", catalogues.screen_again, name="screen_again"),
    path("catalogues/<str:key>/lots/<int:number>", catalogues.show_lot, name="lot"),
    path("red-lists", red_lists.show_red_lists, name="red_lists"),
    path("red-lists/<str:key>/<slug:code>", red_lists.show_category, name="red_list_category"),
    path("red-lists/<str:key>/<slug:code>/card/<slug:language>", red_lists.show_card, name="counter_card"),
    path("losses", RedirectView.as_view(url="/search?kind=loss"), name="losses"),
    path("losses/desk", loss_desk.show_loss_desk, name="loss_desk"),
    path("losses/report", losses.show_report, name="report_loss"),
    path("losses/reported/<str:signed>", losses.show_reported, name="reported_loss"),
    path("losses/<str:key>/photographs", loss_photographs.add_photographs, name="add_loss_photographs"),
    path(
        "losses/<str:key>/photographs/removal",
        loss_photographs.take_photographs_away,
        name="take_loss_photographs_away",
    ),
    path("losses/<str:key>/<slug:step>", register_steps.take_loss_step, name="loss_step"),
    path("looted-sites/report", looted_sites.show_report, name="report_site"),
    path("looted-sites/<str:key>/<slug:step>", register_steps.take_site_step, name="site_step"),
    path("cases", cases.show_cases, name="cases"),
    path("cases/report", reporting.show_report, name="report_case"),
    path("cases/published", published.show_published, name="published_cases"),
    path("cases/status/<str:token>", reporting.show_status, name="case_status"),
    path("cases/<str:key>", cases.show_case, name="case"),
    path("cases/<str:key>/<slug:step>", case_steps.take_step, name="case_step"),
    path("opinions/<str:signed>", invited.show_opinion, name="opinion"),
    path("referrals/<str:signed>", invited.show_referral, name="referral"),
    path("referrals/<str:signed>/package.zip", invited.send_package, name="referral_package"),
]
