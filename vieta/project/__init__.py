"""The wiring of the house: settings, addresses and the doorway for the web server.

It is the only place above the doors; no room ever imports it.
"""

import sys

import pysqlite3
import pysqlite3.dbapi2

# The system's SQLite may have the write-ahead log's reset bug (fixed in 3.51.3); everything here uses the bundled one.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
