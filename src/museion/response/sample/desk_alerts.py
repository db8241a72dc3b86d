"""One invented alert of the desk, an exercise in four languages, so that the feed has something to read."""

from datetime import datetime, timedelta

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.response.actions.desk_alerts import StatedAlert, issue_alert
from museion.response.alerting.issuing import write_area
from museion.response.feeds.alerts import Area, Circle
from museion.response.feeds.terms import Category, Certainty, Hazard, ResponseType, Severity, Status, Urgency
from museion.response.models import DeskAlert


def issue_desk_alert(*, actor: Actor, at: datetime) -> None:
    if DeskAlert.objects.exists():
        return
    stated = StatedAlert(
        hazard=Hazard.FLOOD,
        category=Category.MET,
        urgency=Urgency.EXPECTED,
        severity=Severity.MODERATE,
        certainty=Certainty.POSSIBLE,
        response_type=ResponseType.PREPARE,
        status=Status.EXERCISE,
        expires_at=at + timedelta(days=30),
        areas=write_area(Area("", circles=(Circle(16.03, -16.49, 60.0),))),
        headlines=LanguageMap(
            en="Exercise: the river may rise",
            fr="Exercice : le fleuve peut monter",
            es="Ejercicio: el río puede crecer",
            ar="تمرين: قد يرتفع منسوب النهر",
        ),
        descriptions=LanguageMap(
            en="Invented, for practice: heavy rain upstream.",
            fr="Inventé, pour s'exercer : fortes pluies en amont.",
            es="Inventado, para practicar: lluvias fuertes río arriba.",
            ar="حالة متخيلة للتدريب: أمطار غزيرة عند المنبع.",
        ),
        instructions=LanguageMap(
            en="Check the plan, move what lies low, keep the telephone list at hand.",
            fr="Relisez le plan, montez ce qui est au sol, gardez la liste téléphonique sous la main.",
            es="Revise el plan, suba lo que está en el suelo, tenga a mano la lista de teléfonos.",
            ar="راجعوا الخطة، وارفعوا ما هو قريب من الأرض، واحتفظوا بقائمة الهواتف في متناول اليد.",
        ),
        area_descriptions=LanguageMap(
            en="60 km around Saint-Louis",
            fr="60 km autour de Saint-Louis",
            es="60 km alrededor de Saint-Louis",
            ar="٦٠ كم حول سان لويس",
        ),
    )
    issue_alert(stated, actor=actor, at=at)
