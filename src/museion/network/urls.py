"""The addresses of membership and mandates. Records of the register have theirs at `/id/<key>`."""

from django.urls import path

from museion.network.views import applying, belonging, dues_desk, invitations, invited, mandates, merging

urlpatterns = [
    path("membership", belonging.show_mine, name="membership"),
    path("membership/card", belonging.show_card, name="card"),
    path("membership/card/check", belonging.show_check, name="check_card"),
    path("membership/museums", belonging.show_card_museums, name="card_museums"),
    path("membership/consent", belonging.show_consent, name="consent"),
    path("membership/data.json", belonging.send_own_data, name="own_data"),
    path("membership/erase", belonging.erase, name="erase"),
    path("membership/invoices/<int:number>.pdf", belonging.send_invoice, name="invoice"),
    path("membership/receipts/<int:number>.pdf", belonging.send_receipt, name="receipt"),
    path("membership/apply", applying.show_form, name="apply"),
    path("membership/applications", applying.show_list, name="applications"),
    path("membership/applications/<str:key>", applying.show_application, name="application"),
    path("membership/applications/<str:key>/step", applying.take_step, name="application_step"),
    path("membership/applications/<str:key>/documents", applying.add, name="add_documents"),
    path("membership/applications/<str:key>/documents/<int:number>", applying.send_document, name="document"),
    path("membership/dues", dues_desk.show_desk, name="dues_desk"),
    path("invitations", invitations.show_invitations, name="invitations"),
    path("invitations/<int:number>/revoke", invitations.revoke, name="revoke_invitation"),
    path("invitations/<str:link>", invited.show_invitation, name="invitation"),
    path("mandates", mandates.show_mandates, name="mandates"),
    path("doubles", merging.show_doubles, name="doubles"),
    path("doubles/look", merging.look, name="look_for_doubles"),
    path("doubles/<int:number>/differ", merging.differ, name="judge_different"),
    path("merge", merging.merge, name="merge"),
    path("merges/<int:number>", merging.show_merge, name="merge_made"),
    path("merges/<int:number>/undo", merging.undo, name="undo_merge"),
]
