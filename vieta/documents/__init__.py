"""Files and where they are kept, and the evidence every fact carries.

It never decides who may read a file: the room that filed it does.
"""
