"""Where coaches, outreach workers, intake officers and specialists work: outreach, enquiries, files.

It never touches a table: it asks queries and calls actions.
"""
