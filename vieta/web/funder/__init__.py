"""The funder's place: figures after disclosure control, never a person."""
