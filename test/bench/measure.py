"""Runs a command and writes what it cost, as one JSON object, to a file: measure.py FILE COMMAND...

Wall and CPU seconds and the largest resident set come from wait4, with all children that the command waited for. The
bytes that went to the disk come from /proc/PID/io, read while the process is a zombie: it has ended, so the figure is
final (children that it reaped are in it), but it is not reaped yet, so the file is still there.
"""

import json
import os
import sys
import time

file, *command = sys.argv[1:]
start = time.monotonic()
pid = os.posix_spawnp(command[0], command, os.environ)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
seconds = time.monotonic() - start
with open(f"/proc/{pid}/io") as lines:
    io = {name: int(value) for name, value in (line.split(": ") for line in lines)}
_, status, usage = os.wait4(pid, 0)
with open(file, "w") as out:
    json.dump(
        {
            "code": os.waitstatus_to_exitcode(status),
            "wallSeconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "rssBytes": usage.ru_maxrss * 1024,
            "writtenBytes": io["write_bytes"],
        },
        out,
    )
