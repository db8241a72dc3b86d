"""Membership, dues, statutes as dated rules, assemblies and ballots, advice from partners."""
