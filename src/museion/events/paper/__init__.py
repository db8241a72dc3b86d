"""Papers of an event as PDF: letters of invitation, badges, the programme, certificates."""
