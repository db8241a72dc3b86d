"""The ABC method of risk assessment, and which exposed museum comes first."""
