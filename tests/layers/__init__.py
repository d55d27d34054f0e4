"""The warehouse's layers: what a model may read, say and do, checked from its files alone."""
