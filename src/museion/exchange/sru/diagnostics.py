"""Diagnostics of SRU (info:srw/diagnostic/1): what was wrong with a request, by number."""

from enum import IntEnum


class Code(IntEnum):
    GENERAL = 1
    UNAVAILABLE = 2
    UNSUPPORTED_OPERATION = 4
    UNSUPPORTED_VERSION = 5
    UNSUPPORTED_VALUE = 6
    MISSING_PARAMETER = 7
    UNSUPPORTED_PARAMETER = 8
    SYNTAX = 10
    UNSUPPORTED_INDEX = 16
    UNSUPPORTED_RELATION = 19
    UNSUPPORTED_MODIFIER = 20
    UNSUPPORTED_MASK = 28
    EMPTY_TERM = 27
    INVALID_TERM = 36
    UNSUPPORTED_BOOLEAN = 37
    TOO_MANY_BOOLEANS = 38
    PROXIMITY = 39
    OUT_OF_RANGE = 61
    UNKNOWN_SCHEMA = 66
    NOT_IN_SCHEMA = 67
    UNSUPPORTED_PACKING = 71
    UNSUPPORTED_SORT = 82


MESSAGES = {
    Code.GENERAL: "General system error",
    Code.UNAVAILABLE: "System temporarily unavailable",
    Code.UNSUPPORTED_OPERATION: "Unsupported operation",
    Code.UNSUPPORTED_VERSION: "Unsupported version",
    Code.UNSUPPORTED_VALUE: "Unsupported parameter value",
    Code.MISSING_PARAMETER: "Mandatory parameter not supplied",
    Code.UNSUPPORTED_PARAMETER: "Unsupported parameter",
    Code.SYNTAX: "Query syntax error",
    Code.UNSUPPORTED_INDEX: "Unsupported index",
    Code.UNSUPPORTED_RELATION: "Unsupported relation",
    Code.UNSUPPORTED_MODIFIER: "Unsupported relation modifier",
    Code.UNSUPPORTED_MASK: "Masking character not supported",
    Code.EMPTY_TERM: "Empty term unsupported",
    Code.INVALID_TERM: "Term in invalid format for index or relation",
    Code.UNSUPPORTED_BOOLEAN: "Unsupported boolean operator",
    Code.TOO_MANY_BOOLEANS: "Too many boolean operators in query",
    Code.PROXIMITY: "Proximity not supported",
    Code.OUT_OF_RANGE: "First record position out of range",
    Code.UNKNOWN_SCHEMA: "Unknown schema for retrieval",
    Code.NOT_IN_SCHEMA: "Record not available in this schema",
    Code.UNSUPPORTED_PACKING: "Unsupported record packing",
    Code.UNSUPPORTED_SORT: "Unsupported sort schema",
}


class SruError(Exception):
    """The request cannot be answered; `details` holds the part that is wrong."""

    def __init__(self, code: Code, details: str = "") -> None:
        super().__init__(f"{MESSAGES[code]}: {details}" if details else MESSAGES[code])
        self.code = code
        self.details = details
