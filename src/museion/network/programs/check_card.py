#!/usr/bin/env python3
"""Proves a membership card without a network: `python3 check_card.py KEYS.json CODE [DAY]`.

KEYS.json is `/.well-known/jwks.json` of the site, saved while there was a network. CODE is what the QR code on the card says:
an address with the signed statement behind “#”, or that statement alone.
Needs Python 3.9 and the package cryptography. Exit status: 0 for a genuine card that is valid on the day, 1 otherwise.
"""

import base64
import json
import sys
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def main(keys_path, code, day=""):
    keys = {key["kid"]: key for key in json.loads(Path(keys_path).read_text(encoding="utf-8"))["keys"]}
    try:
        head, body, signature = code.strip().rpartition("#")[2].split(".")
        header, card = json.loads(decode(head)), json.loads(decode(body))
        public = Ed25519PublicKey.from_public_bytes(decode(keys[header["kid"]]["x"]))
        public.verify(decode(signature), f"{head}.{body}".encode())
        is_card = card["typ"] == "museion-member-card" and header["alg"] == "EdDSA"
    except (ValueError, KeyError, InvalidSignature):
        is_card = False
    if not is_card:
        print("Not a card of this network.")
        return 1
    is_in_time = (date.fromisoformat(day) if day else date.today()) <= date.fromisoformat(card["exp"])  # noqa: DTZ011
    print(f"{card['nam']}, {card['num']}, {card['cat']}, valid until {card['exp']}")
    print("A genuine card." if is_in_time else "A genuine card that has run out.")
    return 0 if is_in_time else 1


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
