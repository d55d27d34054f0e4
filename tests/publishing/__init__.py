"""Tests of what is published: the edition, the marts in it and the pages."""
