"""The addresses of the room's own pages. Its records have theirs at `/id/<key>` as well."""

from django.urls import path

from museion.heritage.views import (
    cataloguing,
    checks,
    consent,
    crossing,
    custody,
    images,
    loans,
    procedures,
    rounds,
    transfers,
)

urlpatterns = [
    path("objects/new", cataloguing.make_object, name="new_object"),
    path("objects/<str:key>/edit", cataloguing.edit_object, name="edit_object"),
    path("elements/new", cataloguing.make_element, name="new_element"),
    path("elements/<str:key>/edit", cataloguing.edit_element, name="edit_element"),
    path("objects/<str:key>/custody", custody.edit_custody, name="edit_custody"),
    path("objects/<str:key>/condition", checks.make_check, name="check_condition"),
    path("objects/<str:key>/move", checks.move, name="move_object"),
    path("objects/<str:key>/label.svg", rounds.draw_label, name="object_label"),
    path("care", loans.show_board, name="care"),
    path("loans/new", loans.make_loan, name="new_loan"),
    path("loans/<str:key>/papers", crossing.show_papers, {"kind": "loans"}, name="loan_papers"),
    path("loans/<str:key>/papers/<int:number>", crossing.send_paper, {"kind": "loans"}, name="loan_paper"),
    path("loans/<str:key>/<slug:step>", loans.take_step, name="loan_step"),
    path("inventory/new", rounds.make_round, name="new_round"),
    path("inventory/<str:key>/scan", rounds.scan, name="scan"),
    path("procedures/new/<slug:kind>", procedures.make_procedure, name="new_procedure"),
    path("procedures/<str:key>/close", procedures.close, name="close_procedure"),
    path("transfers/new", transfers.make_transfer, name="new_transfer"),
    path("transfers/<str:key>/papers", crossing.show_papers, {"kind": "transfers"}, name="transfer_papers"),
    path("transfers/<str:key>/papers/<int:number>", crossing.send_paper, {"kind": "transfers"}, name="transfer_paper"),
    path("transfers/<str:key>/letters", crossing.write_letter, name="write_letter"),
    path("transfers/<str:key>/letters/<int:number>", crossing.send_letter, name="letter"),
    path("safe-havens", crossing.show_havens, name="safe_havens"),
    path("transfers/<str:key>", transfers.show_transfer, name="transfer"),
    path("transfers/<str:key>/hand-over", transfers.hand_over, name="hand_over"),
    path("transfers/<str:key>/hand-overs/<int:number>/sign", transfers.sign, name="sign_hand_over"),
    path("elements/<str:key>/consent/<slug:step>", consent.take_step, name="consent_step"),
    path("recordings/<str:file_name>", consent.send_recording, name="recording"),
    path("iiif/<str:file_name>", images.show_service, name="image_service"),
    path("iiif/<str:file_name>/info.json", images.describe_image, name="describe_image"),
    path(
        "iiif/<str:file_name>/<str:region>/<str:size>/<str:rotation>/<str:quality>.<str:suffix>",
        images.send_image,
        name="image_part",
    ),
]
