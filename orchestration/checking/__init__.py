"""`scorecards check PATH`: what would become of a file or folder, told to its makers, with nothing kept of it."""
