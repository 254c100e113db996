"""Prints the refused attempts and distinct addresses of each country, and of each US state by name, as JSON.

map_totals.py DATABASE FILE4 FILE6: reads the view `attempts` with sqlite3 and places with maxminddb (DB-IP's flat records).
"""

import ipaddress
import json
import sqlite3
import sys

import maxminddb

database, *files = sys.argv[1:]
readers = [maxminddb.open_database(path, maxminddb.MODE_MEMORY) for path in files]
query = """SELECT address, sum(times) FROM attempts
  WHERE outcome IN ('failed', 'abandoned') AND address IS NOT NULL GROUP BY address"""
totals = {"countries": {}, "states": {}}


def add(kind, name, attempts):
    before = totals[kind].get(name, [0, 0])
    totals[kind][name] = [before[0] + attempts, before[1] + 1]


for text, attempts in sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(query):
    address = ipaddress.ip_address(text)
    record = readers[address.version == 6].get(text) if address.is_global else None
    if record:
        add("countries", record["country_code"], attempts)
        if record["country_code"] == "US":
            add("states", record["state1"], attempts)
print(json.dumps(totals))
