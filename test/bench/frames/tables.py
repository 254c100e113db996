"""Makes the tables of the notebooks with pandas: tables.py DATABASE PLACES

Reads the tables of knockbook, numbers for texts, and the place of each address from a CSV file. All that can be made
once belongs to the load: integers, categories, and the columns of the clock. A table by place first makes one row of
each address, which is the fastest way. Prints the seconds of each table, and some of the numbers, as JSON.
"""

import json
import sqlite3
import sys
import time

import pandas as pd

ZONE = "Europe/Berlin"
SECONDS = []
PLACE = ["country", "countryName", "region", "state", "city", "precision"]
POINT = [*PLACE, "latitude", "longitude", "accuracyRadiusKm"]
US = ["US", "AS", "GU", "MP", "PR", "VI"]
OUTSIDE = ["AK", "HI", "DC", "PR", "GU", "VI", "AS", "MP"]


def timed(table, make):
    wall, cpu = time.perf_counter(), time.process_time()
    made = make()
    spent = {"wallSeconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu}
    SECONDS.append({"table": table, **spent})
    return made


def load(db):
    attempts = pd.read_sql("SELECT time, user, origin AS address, port, verdict, times FROM attempt", db)
    for column in ("user", "address", "port", "verdict", "times"):
        attempts[column] = attempts[column].fillna(0).astype("int32")
    verdicts = pd.read_sql("SELECT id, outcome, method, known FROM verdict", db).set_index("id")
    verdict = attempts.pop("verdict")
    attempts["outcome"] = verdict.map(verdicts["outcome"]).astype("category")
    attempts["method"] = verdict.map(verdicts["method"]).astype("category")
    attempts["known"] = verdict.map(verdicts["known"].fillna(-1).astype("int8"))
    users = pd.read_sql("SELECT id, name FROM user", db).set_index("id")["name"]
    (first, last) = db.execute("SELECT min(first), max(last) FROM coverage").fetchone()
    days = pd.date_range(local_day(first), local_day(last))  # that have log, with attempts or without
    return attempts, users, days, local_day(last + 3600)


def local_day(seconds):
    return pd.Timestamp(seconds, unit="s", tz="UTC").tz_convert(ZONE).tz_localize(None).floor("D")


def add_clock(attempts):
    when = pd.to_datetime(attempts.pop("time"), unit="s", utc=True).dt.tz_convert(ZONE)
    day = when.dt.tz_localize(None).dt.floor("D")
    attempts["weekday"], attempts["hour"] = when.dt.day_of_week + 1, when.dt.hour
    attempts["week"] = day - pd.to_timedelta(when.dt.day_of_week, unit="D")
    attempts["month"] = day.dt.to_period("M").dt.to_timestamp()
    attempts["day"] = day


def read_places(path):
    types = {column: "category" for column in [*PLACE, "addressClass"]}
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=types).set_index("id")


def by_address(rows, places):
    return rows.groupby("address")["times"].sum().to_frame("attempts").join(places)


def by_place(rows, places, columns):
    folded = by_address(rows, places)
    groups = folded.groupby(columns, observed=True, dropna=False)["attempts"].agg(["sum", "count"])
    groups.columns = ["attempts", "addresses"]
    return groups.sort_values("attempts", ascending=False)


def conservation(rows, places, drawn="country", only=None):
    folded = by_address(rows, places)
    if only:
        folded = folded[folded["country"].isin(only)]
    located = folded["precision"].notna() & (folded["precision"] != "none")
    public = folded["addressClass"] == "public"
    count = lambda keep: int(folded.loc[keep, "attempts"].sum())
    parts = [count(located & folded[drawn].notna()), count(~located & public), count(~located & ~public)]
    return [*parts, int(folded["attempts"].sum())]


def cities(rows, places, only=None):
    points = by_place(rows, places[places["latitude"].notna()], POINT).reset_index()
    points = points[points["latitude"].notna()]
    if only:
        points = points[points["country"].isin(only)]
    for column in ("latitude", "longitude"):
        points[column] = points[column] * points["attempts"]
    keys = ["country", "region", "city", "precision"]
    sums = points.groupby(keys, observed=True, dropna=False).agg(
        {"attempts": "sum", "addresses": "sum", "latitude": "sum", "longitude": "sum", "accuracyRadiusKm": "max"}
    )
    for column in ("latitude", "longitude"):
        sums[column] = (sums[column] / sums["attempts"]).round(4)
    return sums.sort_values("attempts", ascending=False)


def top_names(attempts, refused, users, n=20):
    named = refused.groupby("user").agg(attempts=("times", "sum"), addresses=("address", "nunique"))
    order = named.nlargest(n, "attempts", keep="all")
    order = order.assign(name=users.reindex(order.index).to_numpy())
    order = order.sort_values(["attempts", "name"], ascending=[False, True]).head(n)
    return order.join(attempts[attempts["known"] >= 0].groupby("user")["known"].max())


def country_weeks(refused, places):
    rows = pd.DataFrame({"week": refused["week"], "times": refused["times"]})
    rows["country"] = places["countryName"].reindex(refused["address"]).array
    return rows.groupby(["week", "country"], observed=True)["times"].sum().reset_index()


def change(refused, places, end):
    month = pd.Timedelta(days=30)
    spans = [refused[(refused["day"] >= to - month) & (refused["day"] < to)] for to in (end - month, end)]
    counts = [by_place(span, places, ["country"])["attempts"] for span in spans]
    for span in spans:
        conservation(span, places)
    both = pd.concat(counts, axis=1, keys=["before", "recent"]).fillna(0).astype(int)
    both = both[both.index.notna()]
    return both.loc[(both["recent"] - both["before"]).sort_values(ascending=False).index]


def names_by_month(refused):
    return refused[refused["user"] != 0].groupby(["user", "month"])["times"].sum().reset_index()


def new_names(refused):
    fresh = names_by_month(refused).groupby("user")["month"].min().value_counts().sort_index()
    return pd.DataFrame({"fresh": fresh, "seen": fresh.cumsum()})


def debuts(refused, n=30):
    groups = names_by_month(refused)
    first = groups.groupby("user")["month"].transform("min")
    start = groups["month"].min() + pd.Timedelta(days=28)
    early = groups[(first >= start) & (groups["month"] < first + pd.Timedelta(days=56))]
    tried = early.groupby("user")["times"].sum().reset_index().sort_values(["times", "user"], ascending=[False, True])
    return groups[groups["user"].isin(tried["user"].head(n))].sort_values(["user", "month"])


def outside(refused, places):
    inside = places[places["state"].isin(OUTSIDE)]
    rows = refused[refused["address"].isin(inside.index)]
    return by_place(rows, inside, ["state"]), cities(rows, inside)


def known_names(refused):
    return refused.groupby("known").agg(
        attempts=("times", "sum"), addresses=("address", "nunique"), names=("user", "nunique")
    )


def outcomes(attempts):
    counts = attempts.groupby("outcome", observed=True).agg(attempts=("times", "sum"), addresses=("address", "nunique"))
    names = attempts[attempts["user"] != 0].groupby("outcome", observed=True)["user"].nunique()
    return counts.assign(names=names.reindex(counts.index, fill_value=0))


def unstacked(rows, by):
    counts = rows.groupby([by, "outcome"], observed=True, dropna=False)["times"].sum().unstack(fill_value=0)
    return counts.reindex(columns=["failed", "abandoned", "probe", "accepted"], fill_value=0)


def main(path, places_path):
    attempts, users, log_days, end = timed("load", lambda: load(sqlite3.connect(path)))
    timed("columns of the clock", lambda: add_clock(attempts))
    places = timed("locate", lambda: read_places(places_path))
    refused = timed("refused attempts kept", lambda: attempts[attempts["outcome"].isin(["failed", "abandoned"])])
    kinds = timed("outcomes", lambda: outcomes(attempts))
    total = timed("totals", lambda: totals(attempts, refused))
    days = timed(
        "attempts per day and outcome", lambda: unstacked(attempts, "day").reindex(log_days, fill_value=0)
    )
    hours = timed("hour × weekday", lambda: refused.groupby(["weekday", "hour"])["times"].sum())
    top = timed("top names with addresses", lambda: top_names(attempts, refused, users))
    known = timed("known names", lambda: known_names(refused))
    ways = timed("methods", lambda: unstacked(attempts[attempts["outcome"] != "probe"], "method"))
    ports = timed("source ports", lambda: refused.groupby("port")["times"].sum().sort_values(ascending=False))
    parts = timed("conservation", lambda: conservation(refused, places))
    nations = timed("countries with addresses", lambda: by_place(refused, places, ["country", "countryName"]))
    weeks = timed("country weeks", lambda: country_weeks(refused, places))
    changed = timed("change of countries", lambda: change(refused, places, end))
    towns = timed("cities", lambda: cities(refused, places))
    timed("conservation of cities", lambda: conservation(refused, places, "latitude"))
    states = timed("states", lambda: by_place(refused, places, ["state"]))
    state_towns = timed("cities of the states", lambda: cities(refused, places, US))
    timed("conservation of states", lambda: conservation(refused, places, "state", US))
    timed("outside the contiguous 48", lambda: outside(refused, places))
    tried = timed("all names with addresses", lambda: all_names(refused, users))
    fresh = timed("new names", lambda: new_names(refused))
    newcomers = timed("debuts", lambda: debuts(refused))
    numbers = {
        "outcomes": sorted(rows_of(kinds)),
        "totals": total,
        "days": [[str(row[0])[:10], *row[1:]] for row in rows_of(days)],
        "hours": [[*key, int(n)] for key, n in hours.items()],
        "names": [[row.name, int(row.attempts), int(row.addresses), bool(row.known)] for row in top.itertuples()],
        "known": rows_of(known),
        "methods": method_rows(ways),
        "ports": [len(ports), int(ports.sum())],
        "conservation": parts,
        "countries": sorted([key[0], *counts] for key, *counts in rows_of(nations) if key[0] == key[0]),
        "weeks": [len(weeks), int(weeks["times"].sum())],
        "change": sorted(rows_of(changed)),
        "cities": [len(towns), int(towns["attempts"].sum()), int(towns["addresses"].sum())],
        "states": sorted(row for row in rows_of(states) if row[0] == row[0]),
        "stateCities": [len(state_towns), int(state_towns["attempts"].sum()), int(state_towns["addresses"].sum())],
        "tried": [len(tried), int(tried["attempts"].sum()), int(tried["addresses"].sum())],
        "fresh": [[str(row[0])[:10], *row[1:]] for row in rows_of(fresh)],
        "debuts": [len(newcomers), int(newcomers["times"].sum())],
    }
    print(json.dumps({"seconds": SECONDS, "numbers": numbers}))


def totals(attempts, refused):
    attempts.groupby("outcome", observed=True)["times"].sum()
    names = refused.loc[refused["user"] != 0, "user"].nunique()
    return [int(refused["times"].sum()), int(refused["address"].nunique()), int(names)]


def all_names(refused, users):
    rows = refused[refused["user"] != 0]
    counts = rows.groupby("user").agg(attempts=("times", "sum"), addresses=("address", "nunique"))
    return counts.assign(name=users.reindex(counts.index).to_numpy()).sort_values("attempts", ascending=False)


def method_rows(ways):
    rows = [[key if key == key else None, row["failed"], row["abandoned"], row["accepted"]] for key, row in ways.iterrows()]
    rows = [[key, *(int(n) for n in counts)] for key, *counts in rows]
    return sorted(rows, key=lambda row: (-row[1] - row[2], -row[3]))


def rows_of(table):
    return [[key, *(int(n) for n in row)] for key, row in zip(table.index, table.to_numpy())]


main(*sys.argv[1:])
