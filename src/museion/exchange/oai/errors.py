"""The eight errors of OAI-PMH 2.0 (3.6), which are answered in the XML with HTTP 200."""

from enum import StrEnum


class Code(StrEnum):
    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105 - the protocol's word
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_METADATA_FORMATS = "noMetadataFormats"
    NO_SET_HIERARCHY = "noSetHierarchy"


class OaiError(Exception):
    """The request cannot be answered as asked; the message says what would do."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
