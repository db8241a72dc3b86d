"""Every write of the door: publishing, harvesting, partners and their packages."""
