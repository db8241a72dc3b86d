"""Every write of the room. Doors, imports, samples and other rooms call these."""

from museion.heritage.actions.catalogue import (
    attach_photographs,
    create_element,
    create_object,
    save_elements,
    save_objects,
    update_element,
    update_object,
    withdraw_element,
    withdraw_object,
)
from museion.heritage.actions.picturing import NewPhotograph

__all__ = [
    "NewPhotograph",
    "attach_photographs",
    "create_element",
    "create_object",
    "save_elements",
    "save_objects",
    "update_element",
    "update_object",
    "withdraw_element",
    "withdraw_object",
]
