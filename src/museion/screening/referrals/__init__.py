"""Packages for partners: what a case is about, its photos, its log and a signed list of hashes, in one ZIP file."""
