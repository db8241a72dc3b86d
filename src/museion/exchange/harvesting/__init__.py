"""Fetching partners' records so that nothing that a partner's server does loses or repeats one."""
