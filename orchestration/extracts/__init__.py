"""Readers: from files in the landing folder to typed rows in the lake that keep the extract contract."""
