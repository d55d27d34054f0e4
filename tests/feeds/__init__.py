"""What a feed's absence costs: its own indicators, and no others."""
