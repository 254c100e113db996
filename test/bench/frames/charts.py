"""Draws a chart with matplotlib, as the baseline of the bench: charts.py CHART ROWS SVG WIDTH HEIGHT [GEOJSON]

The rows, the size and the views are those of charts-knockbook.mjs. Plain use of pyplot and, for maps only, geopandas; the
texts stay texts, which is faster than matplotlib's usual outlines.
"""

import json
import sys
from datetime import datetime, timezone

import matplotlib.pyplot as plt
from matplotlib.colors import LogNorm

BLUE, ORANGE, PURPLE, RED, GREY = "#2f8fb8", "#e28d12", "#7650c8", "#c9184f", "#808080"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
CATEGORIES = ["#dc2532", "#e88728", "#3aa695", "#2a6fdb", "#a48afa", "#885282"]


def time(milliseconds):
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc)


def column(rows, name):
    return [row[name] for row in rows]


def days(fig, rows, gaps):
    x = [time(row["day"]) for row in rows]
    failed, abandoned = column(rows, "failed"), column(rows, "abandoned")
    attempts, below, probes = fig.subplots(3, 1, sharex=True, height_ratios=[3, 1, 1])
    attempts.bar(x, failed, color=BLUE, label="failed")
    attempts.bar(x, abandoned, bottom=failed, color=ORANGE, label="abandoned")
    logins = [i for i, row in enumerate(rows) if row["accepted"] > 0]
    attempts.scatter([x[i] for i in logins], [1.05 * (failed[i] + abandoned[i]) for i in logins], marker="D", color=RED)
    below.bar(x, abandoned, color=ORANGE)
    probes.bar(x, column(rows, "probe"), color=PURPLE)
    for ax in (attempts, below, probes):
        for gap in gaps:
            ax.axvspan(time(gap["from"]), time(gap["to"]), color=GREY, alpha=0.2)
    attempts.legend()
    attempts.set_title("Refused attempts per day", loc="left")


def hours(fig, rows):
    grid = [[0.0] * 24 for _ in DAYS]
    for row in rows:
        grid[row["weekday"] - 1][row["hour"]] = row["attempts"] / row["covered"]
    ax = fig.subplots()
    ax.pcolormesh(grid, cmap="YlOrRd", edgecolors="white", vmin=0)
    for y, line in enumerate(grid):
        for x, rate in enumerate(line):
            ax.text(x + 0.5, y + 0.5, f"{rate:.0f}", ha="center", va="center", fontsize=8)
    ax.set_xticks([hour + 0.5 for hour in range(24)], [str(hour) for hour in range(24)])
    ax.set_yticks([day + 0.5 for day in range(7)], DAYS)
    ax.invert_yaxis()
    ax.set_title("Refused attempts an hour of log, by weekday and hour", loc="left")


def names(fig, rows):
    rows = sorted(rows, key=lambda row: -row["attempts"])[:20]
    ax = fig.subplots()
    bars = ax.barh(column(rows, "user"), column(rows, "attempts"), color=[ORANGE if row["known"] else BLUE for row in rows])
    ax.bar_label(bars, fmt="{:,.0f}", padding=3)
    ax.invert_yaxis()
    ax.set_title("Names tried most", loc="left")


def timeline(fig, rows):
    weeks, totals = {}, {}
    for row in rows:
        weeks.setdefault(row["country"], []).append((time(row["week"]), row["attempts"]))
        totals[row["week"]] = totals.get(row["week"], 0) + row["attempts"]
    largest = sorted(weeks, key=lambda country: -sum(n for _, n in weeks[country]))[:6]
    lines, strip = fig.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    for country, color in zip(largest, CATEGORIES):
        (line,) = lines.plot(*zip(*weeks[country]), color=color, marker="o", markersize=3, label=country)
        lines.annotate(country, weeks[country][-1], color=line.get_color())
    strip.fill_between([time(week) for week in totals], list(totals.values()), color=GREY)
    lines.legend(ncols=6)
    lines.set_title("Attempts per week", loc="left")


def choropleth(ax, shapes, norm):
    shapes.plot(
        ax=ax, column="attempts", norm=norm, cmap="YlOrRd", edgecolor=GREY, linewidth=0.5, missing_kwds={"color": "#eee"}
    )


def joined(path, rows, key):
    import geopandas as gpd

    shapes = gpd.read_file(path)
    shapes["attempts"] = shapes["id"].map({row[key]: row["attempts"] for row in rows})
    return shapes


def points(places, crs):
    import geopandas as gpd

    xy = gpd.points_from_xy(column(places, "longitude"), column(places, "latitude"), crs="EPSG:4326")
    return gpd.GeoDataFrame({"attempts": column(places, "attempts")}, geometry=xy).to_crs(crs)


def bubbles(ax, places, crs):
    spots = points(places, crs)
    spots.plot(ax=ax, markersize=800 * spots["attempts"] / spots["attempts"].max(), color=BLUE, alpha=0.5)


def world(fig, rows, path):
    shapes = joined(path, rows, "code").to_crs("EPSG:8857")
    ax = fig.subplots()
    norm = LogNorm(1, shapes["attempts"].max())
    choropleth(ax, shapes, norm)
    fig.colorbar(plt.cm.ScalarMappable(norm, "YlOrRd"), ax=ax, location="top", shrink=0.3)
    ax.set_axis_off()
    ax.set_title("Attempts by country", loc="left")


def cities(fig, rows, path):
    import geopandas as gpd

    ax = fig.subplots()
    gpd.read_file(path).to_crs("EPSG:8857").plot(ax=ax, color="#e6e6e6", edgecolor=GREY, linewidth=0.4)
    bubbles(ax, rows, "EPSG:8857")
    spots = points(rows[:10], "EPSG:8857")
    for row, spot in zip(rows, spots.geometry):
        ax.annotate(f"{row['place']} {row['attempts']:,}", (spot.x, spot.y), fontsize=8)
    ax.set_axis_off()
    ax.set_title("Attempts by place", loc="left")


def states(fig, rows, places, path):
    shapes = joined(path, rows, "state")
    norm = LogNorm(1, shapes["attempts"].max())
    frames = {"EPSG:5070": None, "EPSG:3338": ("AK", [0, 0, 0.25, 0.3]), "EPSG:32604": ("HI", [0.25, 0, 0.15, 0.2])}
    main = fig.subplots()
    for crs, inset in frames.items():
        ax = main.inset_axes(inset[1]) if inset else main
        inside = shapes["id"] == inset[0] if inset else ~shapes["id"].isin(["AK", "HI"])
        choropleth(ax, shapes[inside].to_crs(crs), norm)
        ax.set_axis_off()
    bubbles(main, places, "EPSG:5070")
    fig.colorbar(plt.cm.ScalarMappable(norm, "YlOrRd"), ax=main, location="top", shrink=0.3)
    main.set_title("Attempts by state", loc="left")


def main(chart, rows, svg, width, height, *maps):
    with open(rows) as file:
        given = json.load(file)
    plt.rcParams["svg.fonttype"] = "none"
    fig = plt.figure(figsize=(float(width) / 72, float(height) / 72))
    draw = {f.__name__: f for f in (days, hours, names, timeline, world, cities, states)}[chart]
    draw(fig, *given.values(), *maps)
    fig.savefig(svg, format="svg")


main(*sys.argv[1:])
