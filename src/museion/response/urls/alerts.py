"""The addresses of alerts, events, the quarantine, feeds and risks."""

from django.urls import path

from museion.response.views import desk_alerts, events, feeds, quarantine, risk_forms, risks

urlpatterns = [
    path("alerts", events.show_events, name="alerts"),
    path("alerts/issued", desk_alerts.show_alerts, name="desk_alerts"),
    path("alerts/cap.atom", desk_alerts.send_feed, name="cap_feed"),
    path("alerts/certificate.pem", desk_alerts.send_certificate, name="cap_certificate"),
    path("alerts/issue", desk_alerts.issue, name="issue_alert"),
    path("alerts/feeds", feeds.show_feeds, name="feeds"),
    path("alerts/feeds/<slug:slug>/switch", feeds.switch, name="switch_feed"),
    path("alerts/quarantine", quarantine.show_quarantine, name="alert_quarantine"),
    path("alerts/quarantine/<int:number>/use", quarantine.use, name="use_quarantined"),
    path("alerts/quarantine/<int:number>/aside", quarantine.lay_aside, name="lay_quarantined_aside"),
    path("risks", risks.show_risks, name="risks"),
    path("risks/assess", risk_forms.assess, name="assess"),
    path("risks/statements/<int:number>/measures", risk_forms.add_measure, name="add_measure"),
    path("alerts/<str:key>/update", desk_alerts.update, name="update_alert"),
    path("alerts/<str:key>/cancel", desk_alerts.cancel, name="cancel_alert"),
    path("alerts/<str:key>/tell", events.tell, name="tell_museums"),
]
