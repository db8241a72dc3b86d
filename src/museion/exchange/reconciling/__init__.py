"""Reconciliation (W3C Entity Reconciliation Community Group, Reconciliation Service API 0.2), as OpenRefine asks for it."""
