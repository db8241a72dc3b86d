"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from django.urls import path

from museion.governance.views import (
    advice,
    assemblies,
    assembly_steps,
    ballots,
    delegations,
    eligibility,
    statutes,
    voting,
)

urlpatterns = [
    path("vote", ballots.show_my_ballots, name="my_ballots"),
    path("assemblies", assemblies.show_assemblies, name="assemblies"),
    path("assemblies/new", assemblies.show_new, name="new_assembly"),
    path("assemblies/<str:key>", assemblies.show_assembly, name="assembly"),
    path("assemblies/<str:key>/desk", assemblies.show_desk, name="assembly_desk"),
    path("assemblies/<str:key>/list", assemblies.show_list, name="voter_list"),
    path("assemblies/<str:key>/delegates", delegations.show_delegations, name="delegations"),
    path("assemblies/<str:key>/quorum", assemblies.show_quorum, name="quorum"),
    path("assemblies/<str:key>/eligibility", eligibility.show_eligibility, name="eligibility"),
    path("assemblies/<str:key>/<slug:step>", assembly_steps.take_step, name="assembly_step"),
    path("ballots/recompute_ballot.py", ballots.send_counter, name="count_again"),
    path("ballots/<str:key>", ballots.show_ballot, name="ballot"),
    path("ballots/<str:key>/vote", voting.show_vote, name="vote"),
    path("ballots/<str:key>/votes.json", ballots.show_published, name="published_votes"),
    path("ballots/<str:key>/belenios.zip", ballots.send_belenios, name="belenios"),
    path("ballots/<str:key>/<slug:step>", ballots.take_step, name="ballot_step"),
    path("statutes", statutes.show_statutes, name="statutes"),
    path("statutes/new", statutes.show_rule_form, name="new_rule"),
    path("statutes/<int:number>/next", statutes.show_rule_form, name="next_rule"),
    path("statutes/rules/<slug:name>", statutes.show_rule, name="rule"),
    path("advice", advice.show_register, name="advice_register"),
    path("advice/new", advice.show_form, name="new_advice"),
    path("advice/<str:key>/next", advice.show_form, name="next_advice"),
]
