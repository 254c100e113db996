"""Computes again, plainly and slowly, what lib/analysis says of names: names_reference.py DATABASE, which prints JSON.

Shares no code with it: sqlite3 and the standard library only. Names that look like a secret (by functions of
characters where lib has regular expressions), the dictionaries that addresses share (all that could be compared are,
by a quadratic comparison), and the steps through the first one.
"""

import json
import sqlite3
import string
import sys
from collections import Counter, defaultdict
from unicodedata import category

REFUSED = "outcome IN ('failed', 'abandoned')"
KEYS = ["qwert", "asdfg", "zxcvb", "1qaz", "qazwsx", "qweasd", "1q2w3e"]
DIGITS, SIGNS = string.digits, "!@#$"
LEAST, COMMON, IN_ORDER, FOLLOWED = 3, 8, 0.8, 4  # the defaults of dictionaries


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2  # as JavaScript counts


def is_mail(user):
    local, at, domain = user.partition("@")
    labels = domain.split(".")
    words = all(label and all(c == "-" or category(c)[0] in "LN" for c in label) for label in labels)
    last = len(labels) > 1 and len(labels[-1]) > 1 and category(labels[-1][0])[0] == "L"
    return bool(local and at and words and last)


def is_key(user):
    low = user.lower()
    hexadecimal = len(user) >= 16 and all(c in string.hexdigits for c in user)
    return hexadecimal and any(c in DIGITS for c in low) and any(c in "abcdef" for c in low)


def is_password(user):
    word = user.lower().translate(str.maketrans("4@5$0", "aasso"))
    tail = user[4:]
    return any(form in word for form in ("passwd", "passwt", "password", "passwort")) or bool(
        word.startswith("pass") and tail and all(c in DIGITS + SIGNS for c in tail)
    )


def has_three_kinds(user):
    kinds = set()
    for c in user[:-1] if user.endswith("$") else user:
        if category(c) in ("Lu", "Ll"):
            kinds.add(category(c))
        elif c in DIGITS:
            kinds.add("digit")
        elif category(c)[0] not in "LN" and c not in "._-":  # a ½ is no sign
            kinds.add("sign")
    return units(user) >= 8 and len(kinds) >= 3


RULES = {
    "e-mail address": is_mail,
    "hexadecimal key": is_key,
    "the word password": is_password,
    "run along the keyboard": lambda user: any(keys in user.lower() for keys in KEYS),
    "six digits or more": lambda user: len(user) >= 6 and all(c in DIGITS for c in user),
    "three kinds of characters": has_three_kinds,
}


def suspicion(user):
    if units(user) > 128 or any(category(c)[0] in "CZ" or c in "<>" for c in user):
        return None
    return next((name for name, applies in RULES.items() if applies(user)), None)


def shown(user):
    secret = suspicion(user) is not None
    return {"user": f"{user[:1]}… ({len(user)})" if secret else user, "secret": secret}


def suspects(db):
    rows = db.execute(
        f"""SELECT user, sum(times), count(DISTINCT address),
          max(coalesce(address IN (SELECT address FROM attempts WHERE outcome = 'accepted'), 0))
        FROM attempts WHERE {REFUSED} AND user IS NOT NULL
          AND user NOT IN (SELECT user FROM attempts WHERE known AND user IS NOT NULL)
        GROUP BY user ORDER BY sum(times) DESC, user"""
    )
    found = ((user, suspicion(user), *counts) for user, *counts in rows)
    return [
        {"user": user, "suspicion": why, "attempts": attempts, "addresses": addresses, "loggedIn": bool(logged_in)}
        for user, why, attempts, addresses, logged_in in found
        if why
    ]


def walks_of(db):
    """The first tries of each address, in their order; names of one second and addresses in the order of their code points."""
    walks = defaultdict(list)
    for address, user, first in db.execute(
        f"""SELECT address, user, min(time) FROM attempts
        WHERE {REFUSED} AND address IS NOT NULL AND user IS NOT NULL AND time IS NOT NULL GROUP BY address, user
        ORDER BY address, min(time), user"""
    ):
        walks[address].append((user, first))
    return walks


def in_order(one, other):
    """The names in common, and the most of them that were tried one after another in both: quadratic."""
    times = dict(other)
    both = [(first, times[user]) for user, first in one if user in times]
    best = []
    for i, (a, b) in enumerate(both):
        best.append(1 + max((best[j] for j in range(i) if both[j][0] < a and both[j][1] < b), default=0))
    return len(both), max(best, default=0)


def lists(walks):
    """For each address the one with the longest walk through the same list."""
    of, seen, having = {}, {}, defaultdict(list)
    for address in sorted(walks, key=lambda one: -len(walks[one])):  # stable
        walk, names = walks[address], tuple(user for user, _ in walks[address])
        of[address] = address
        if len(walk) < COMMON:
            of[address] = seen.setdefault(names, address)
            continue
        compared = [(in_order(walk, walks[one]), one) for one in most_pairs(walks, having, names)]
        alike = [(n, one) for (common, n), one in compared if common >= COMMON and n >= IN_ORDER * common]
        if alike:
            of[address] = of[max(alike, key=lambda pair: pair[0])[1]]  # the first of equals
        for pair in zip(names, names[1:]):
            having[pair].append(address)
    return of


def most_pairs(walks, having, names):
    """All longer walks that share enough pairs of names, those with most first: lib looks at the four first only."""
    shared = Counter(one for pair in zip(names, names[1:]) for one in having[pair])
    enough = [one for one in walks if shared[one] >= FOLLOWED]
    return sorted(enough, key=lambda one: -shared[one])  # stable


def dictionaries(db, walks):
    long = {address: walk for address, walk in walks.items() if len(walk) >= LEAST}
    groups = defaultdict(list)
    for address, longest in lists(long).items():
        groups[longest].append(address)
    found = [described(db, walks, longest, members) for longest, members in groups.items() if len(members) > 1]
    found.sort(key=lambda one: (-one["addresses"], -one["attempts"], one["first"], one["members"][0]))
    return len(long), [{"id": i, **one} for i, one in enumerate(found, 1)]


def described(db, walks, longest, members):
    others = sorted(address for address in members if address != longest)
    marks = ",".join("?" * len(members))
    attempts, first, last = db.execute(
        f"SELECT sum(times), min(time), max(time) FROM attempts WHERE {REFUSED} AND address IN ({marks})", members
    ).fetchone()
    pairs = [in_order(walks[address], walks[longest]) for address in others]
    return {
        "addresses": len(members),
        "names": len(walks[longest]),
        "attempts": attempts,
        "first": first,
        "last": last,
        "inOrder": sum(n for _, n in pairs) / sum(common for common, _ in pairs),
        "list": [shown(user) for user, _ in walks[longest]],
        "members": [longest, *others],
    }


def steps(walks, members, n=12, places=80):
    place = {user: i for i, (user, _) in enumerate(walks[members[0]][:places], 1)}
    found = [
        [
            {"address": address, "step": i, "place": place[user]}
            for i, (user, _) in enumerate(walk[:places], 1)
            if user in place
        ]
        for address, walk in walks.items()
        if address in members
    ]
    return [step for walk in sorted(found, key=lambda walk: -len(walk))[:n] for step in walk]


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    walks = walks_of(db)
    compared, found = dictionaries(db, walks)
    through = steps(walks, found[0]["members"]) if found else []
    print(json.dumps({"suspects": suspects(db), "compared": compared, "dictionaries": found, "steps": through}))


main(*sys.argv[1:])
