"""The addresses of alerts, events, the quarantine, feeds and risks."""

from django.urls import path

from museion.response.views import events, feeds, quarantine, risk_forms, risks

urlpatterns = [
    path("alerts", events.show_events, name="alerts"),
    path("alerts/feeds", feeds.show_feeds, name="feeds"),
    path("alerts/feeds/<slug:slug>/switch", feeds.switch, name="switch_feed"),
    path("alerts/quarantine", quarantine.show_quarantine, name="alert_quarantine"),
    path("alerts/quarantine/<int:number>/use", quarantine.use, name="use_quarantined"),
    path("alerts/quarantine/<int:number>/aside", quarantine.lay_aside, name="lay_quarantined_aside"),
    path("risks", risks.show_risks, name="risks"),
    path("risks/assess", risk_forms.assess, name="assess"),
    path("risks/statements/<int:number>/measures", risk_forms.add_measure, name="add_measure"),
    path("alerts/<str:key>/tell", events.tell, name="tell_museums"),
]
