"""The usual script that people write for their auth.log, as the baseline of the bench.

    grep -E "Failed|Failure" auth.log | python3 usual.py DATABASE YEAR [--index]

Four regular expressions a line, the date with the year added, and a SELECT before each INSERT so that a second run adds
nothing. Prints what became of the lines.
"""

import re
import sqlite3
import sys
from collections import Counter
from datetime import datetime, timezone

HEADER = (
    r"(?P<stamp>\w{3} [ \d]\d \d\d:\d\d:\d\d) (?P<host>\S+) sshd(?:-session)?\[\d+\]: "
    r"(?:message repeated \d+ times: \[ )?"
)
ADDRESS = r" from (?P<ip>\S+) port (?P<port>\d+)"
PATTERNS = [
    ("invalid user", re.compile(HEADER + r"Failed (?P<method>\S+) for invalid user (?P<user>.*)" + ADDRESS)),
    ("password", re.compile(HEADER + r"Failed (?P<method>password) for (?P<user>.*)" + ADDRESS)),
    ("other method", re.compile(HEADER + r"Failed (?P<method>none|publickey) for (?P<user>.*)" + ADDRESS)),
    ("pam", re.compile(HEADER + r".*[Aa]uthentication [Ff]ailure;.* rhost=(?P<ip>\S+)(?:\s+user=(?P<user>.*))?")),
]

TABLE = """
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY, time TEXT, host TEXT, user TEXT, ip TEXT, port INTEGER, method TEXT, kind TEXT
)"""
INDEX = "CREATE INDEX IF NOT EXISTS attempts_all ON attempts (time, host, user, ip, port, method, kind)"
SELECT = """
SELECT 1 FROM attempts
WHERE time = ? AND host = ? AND user IS ? AND ip = ? AND port IS ? AND method IS ? AND kind = ?"""
INSERT = "INSERT INTO attempts (time, host, user, ip, port, method, kind) VALUES (?, ?, ?, ?, ?, ?, ?)"


def parse(line, year):
    """Returns the columns of a failed login, or None."""
    for kind, pattern in PATTERNS:
        match = pattern.match(line)
        if match:
            found = match.groupdict()
            time = datetime.strptime(f"{year} {found['stamp']}", "%Y %b %d %H:%M:%S").replace(tzinfo=timezone.utc)
            port = found.get("port")
            return (
                time.isoformat(),
                found["host"],
                found["user"],
                found["ip"],
                int(port) if port else None,
                found.get("method"),
                kind,
            )
    return None


def main(path, year, *options):
    counts = Counter()
    db = sqlite3.connect(path)
    db.execute(TABLE)
    if "--index" in options:
        db.execute(INDEX)
    with db:
        for line in sys.stdin:
            row = parse(line.rstrip("\n"), year)
            if row is None:
                counts["no match"] += 1
            elif db.execute(SELECT, row).fetchone():
                counts["seen"] += 1
            else:
                db.execute(INSERT, row)
                counts["new"] += 1
    db.close()
    print(", ".join(f"{number} {what}" for what, number in counts.items()) or "nothing")


main(*sys.argv[1:])
