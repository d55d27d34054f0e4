"""What people decide must hold together before anything is computed from it: one file a kind of decision."""
