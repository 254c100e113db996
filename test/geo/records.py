"""Prints records of geo files as JSON, read with Python's maxminddb, which shares no code with knockbook.

records.py FILE             a line for each network of the file: [network, record]
records.py FILE4 FILE6      a line for each address of standard input, from the file of its IP version: [address, record]
"""

import ipaddress
import json
import sys

import maxminddb

readers = [maxminddb.open_database(path, maxminddb.MODE_MEMORY) for path in sys.argv[1:]]
if len(readers) == 1:
    found = ((str(network), record) for network, record in readers[0])
else:
    addresses = (line.strip() for line in sys.stdin)
    found = ((text, readers[ipaddress.ip_address(text).version == 6].get(text)) for text in addresses)
for pair in found:
    print(json.dumps(pair))
