"""What we were promised (extracts) and what we promise (marts). Touches no other room."""
