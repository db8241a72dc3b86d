"""What this site does otherwise than django-allauth: where mails go, which addresses they name, how secrets are kept."""
