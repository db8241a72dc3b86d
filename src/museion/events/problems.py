"""What can be wrong with what somebody asks of an event; the message is for the reader, the field for the form."""


class EventError(ValueError):
    """It cannot be done as it was asked; `field` names the part of the form, where there is one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
