"""Partners, employers and funders, and what each is specialised in.

It never knows which programme an organisation works in or who works for it.
"""
