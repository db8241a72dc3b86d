"""The addresses of the door."""

from django.urls import path

from museion.exchange.views import board, changes, data, dumps, inbox, oai, partners, reconcile, sheets, sources, sru

urlpatterns = [
    path("oai", oai.answer_oai, name="oai"),
    path("oai/schemas/json-ld.xsd", oai.show_schema, name="oai_json_schema"),
    path("sru", sru.answer_sru, name="sru"),
    path("changes/<slug:name>", changes.show_stream, name="stream"),
    path("changes/<slug:name>/<int:number>", changes.show_page, name="stream_page"),
    path("reconcile", reconcile.reconcile, name="reconcile"),
    path("reconcile/suggest/<slug:part>", reconcile.suggest, name="reconcile_suggest"),
    path("reconcile/properties", reconcile.propose_properties, name="reconcile_properties"),
    path("reconcile/preview", reconcile.preview, name="reconcile_preview"),
    path("data", data.show_data, name="open_data"),
    path("data/sql", data.show_sql, name="data_sql"),
    path("data/sql.json", data.send_sql, name="data_sql_json"),
    path("data/museion.sqlite3", data.send_database, name="data_database"),
    path("data/<slug:kind>", data.show_register, name="data_register"),
    path("data/<slug:kind>.json", data.send_rows, name="data_rows"),
    path("data/<slug:kind>.csv-metadata.json", data.send_columns, name="data_columns"),
    *(
        path(f"data/<slug:kind>.{ending}{packed}", send, {"ending": ending}, name=f"data_{ending}{packed[1:]}")
        for ending in ("csv", "jsonl")
        for packed, send in (("", data.send_file), (".gz", data.send_packed))
    ),
    path("exchange", board.show_board, name="exchange"),
    path("exchange/dumps/<slug:kind>.<slug:prefix>.gz", dumps.send_dump, name="dump"),
    path("exchange/sets", board.make_set, name="make_set"),
    path("exchange/sets/<slug:slug>/withdraw", board.take_set_away, name="take_set_away"),
    path("exchange/inbox", inbox.take_in, name="inbox"),
    path("exchange/partners", partners.show_partners, name="partners"),
    path("exchange/partners/<str:key>/keys", partners.look_up_keys, name="partner_keys"),
    path("exchange/partners/<str:key>/packages", partners.make_package, name="make_package"),
    path("exchange/packages", partners.take_package, name="take_package"),
    path("exchange/packages/<str:key>.zip", partners.send_package, name="package_file"),
    path("exchange/packages/<str:key>.jws", partners.send_proof, name="package_proof"),
    path("exchange/packages/<str:key>/receipt", partners.take_in_receipt, name="package_receipt"),
    path("exchange/sheets", sheets.show_sheets, name="sheets"),
    path("exchange/sheets/<int:number>", sheets.show_sheet, name="sheet"),
    path("exchange/sheets/<int:number>/<slug:step>", sheets.take_step, name="sheet_step"),
    path("exchange/sheets/<slug:kind>.csv", sheets.send_sheet, name="sheet_of"),
    path("exchange/sources", sources.show_sources, name="sources"),
    path("exchange/sources/<str:key>/problems.csv", sources.send_report, name="source_report"),
    path("exchange/sources/<str:key>/<slug:step>", sources.take_step, name="source_step"),
]
