"""Tests of the warehouse: dbt's unit tests, counted, and the calendar they stand on."""
