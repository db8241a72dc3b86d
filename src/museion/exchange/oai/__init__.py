"""The provider of OAI-PMH 2.0."""
