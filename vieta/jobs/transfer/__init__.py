"""A programme as a folder of files: reading, checking, bringing in and writing out."""
