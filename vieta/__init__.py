"""Vieta: one place for an employment-inclusion programme, from the first talk to the funder's figure."""
