"""Protocol doors for partners: OAI-PMH, SRU, harvesting, partner packages, feeds that validate themselves."""
