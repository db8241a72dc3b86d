"""Open data described for machines: schema.org for those that look for data sets, CSV on the Web for readers of tables."""

from typing import Any

from museion.exchange.opendata.manifest import ColumnNote, Register

_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl"}
_DATATYPES = {"integer": "integer", "number": "number", "boolean": "integer", "json": "json"}


def describe_dataset(register: Register, base_url: str) -> dict[str, Any]:
    address = f"{base_url}/data/{register.kind}"
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "name": str(register.label),
        "description": f"All {register.count} public records of this register.",
        "url": address,
        "dateModified": register.made_at,
        "isAccessibleForFree": True,
        "variableMeasured": [column.name for column in register.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{base_url}/data/{file.name}",
                "encodingFormat": _TYPES[file.name.rpartition(".")[2]],
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in register.files
        ],
    }


def describe_table(register: Register, base_url: str) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{base_url}/data/{register.kind}.csv",
        "dc:title": str(register.label),
        "dc:modified": {"@value": register.made_at, "@type": "xsd:dateTime"},
        "tableSchema": {
            "primaryKey": "key",
            "aboutUrl": f"{base_url}/id/{{key}}",
            "columns": [_describe_column(column) for column in register.columns],
        },
    }


def _describe_column(column: ColumnNote) -> dict[str, Any]:
    described = {"name": column.name, "titles": column.name, "dc:description": column.description}
    return described | {"datatype": _DATATYPES.get(column.kind, "string")}
