"""Loads attempts with pandas and tallies them, as the baseline of the bench: load.py flat|tables DATABASE

`flat` reads the table of the usual script: texts in each row. `tables` reads the normalised tables of knockbook, integers
first, and gives only the groups their names. Both read all that is known of an attempt, as knockbook does. Prints what
was counted as JSON, in the form of load-knockbook.mjs.
"""

import json
import sqlite3
import sys

import pandas as pd

ZONE = "Europe/Berlin"
TOP = 20


def read_flat(db):
    """Returns an attempt a row, and a function from what `user` holds to the name: here it is the name."""
    sql = "SELECT time, host, user, ip AS address, port, method, kind AS outcome FROM attempts"
    attempts = pd.read_sql(sql, db, parse_dates=["time"])
    attempts["times"] = 1
    return attempts, lambda name: name


def read_tables(db):
    """Returns equal attempts as a row, with numbers for texts, and a function from what `user` holds to the name."""
    sql = "SELECT time, user, origin AS address, port, verdict, times, id - back AS connection FROM attempt"
    attempts = pd.read_sql(sql, db)
    users = pd.read_sql("SELECT id, name FROM user", db).set_index("id")["name"]
    outcomes = pd.read_sql("SELECT id, outcome FROM verdict", db).set_index("id")["outcome"].astype("category")
    attempts["outcome"] = attempts.pop("verdict").map(outcomes)
    attempts["time"] = pd.to_datetime(attempts["time"], unit="s", utc=True)
    return attempts, users.get


def main(kind, path):
    attempts, name_of = {"flat": read_flat, "tables": read_tables}[kind](sqlite3.connect(path))
    local = attempts["time"].dt.tz_convert(ZONE)
    attempts["day"] = local.dt.tz_localize(None).dt.floor("D")
    attempts["weekday"] = local.dt.day_of_week + 1
    attempts["hour"] = local.dt.hour
    days = attempts.groupby(["day", "outcome"], observed=True)["times"].sum()
    hours = attempts.groupby(["weekday", "hour"])["times"].sum()
    users = attempts.groupby("user").agg(attempts=("times", "sum"), addresses=("address", "nunique"))
    users.index = users.index.map(name_of)
    top = users.reset_index(names="user").sort_values(["attempts", "user"], ascending=[False, True]).head(TOP)
    print(
        json.dumps(
            {
                "rows": len(attempts),
                "days": sorted([str(day)[:10], outcome, int(n)] for (day, outcome), n in days.items()),
                "hours": [[int(weekday), int(hour), int(n)] for (weekday, hour), n in hours.items()],
                "names": [[row.user, int(row.attempts), int(row.addresses)] for row in top.itertuples()],
            }
        )
    )


main(*sys.argv[1:])
