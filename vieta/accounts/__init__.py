"""Who may act: sign-in, roles held where and until when, teams across organisations.

It never knows a person who is helped; what a participant may see of their own file hangs on the file's side.
"""
