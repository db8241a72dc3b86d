"""The register: bodies in their hierarchy, museums, people, and who held which mandate when."""

from museion.network.models.bodies import Body, Mandate
from museion.network.models.competences import Competence
from museion.network.models.museums import Museum
from museion.network.models.people import Person

__all__ = ["Body", "Competence", "Mandate", "Museum", "Person"]
