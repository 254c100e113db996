"""Runs a command at a terminal of its own and prints what came of it, as JSON: its status (of waitpid), all that it
wrote, where in that a new width came, and the modes of the terminal before and after.

terminal.py [--resize COLUMNS] [--interrupt] COLUMNS COMMAND [ARGUMENT...]

Once the command has written a percentage, --resize gives the terminal another width, and --interrupt types Ctrl-C.
"""
import argparse
import fcntl
import json
import os
import pty
import struct
import termios


def set_columns(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def modes(terminal):
    """Flags for input, output, control and local (termios(3)): echo, line by line, Ctrl-C as a signal, and the like."""
    return termios.tcgetattr(terminal)[:4]


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # so says Linux when no process has the terminal open any more
        return b""


parser = argparse.ArgumentParser()
parser.add_argument("--resize", type=int)
parser.add_argument("--interrupt", action="store_true")
parser.add_argument("columns", type=int)
parser.add_argument("command", nargs=argparse.REMAINDER)
options = parser.parse_args()

child, terminal = pty.fork()
if child == 0:
    set_columns(0, options.columns)
    os.execvp(options.command[0], options.command)

before = modes(terminal)
written = read(terminal)
while b"%" not in written and (chunk := read(terminal)):
    written += chunk
resized = len(written)
if options.resize:
    set_columns(terminal, options.resize)
if options.interrupt:
    os.write(terminal, b"\x03")
while chunk := read(terminal):
    written += chunk

_, status = os.waitpid(child, 0)
result = {"status": status, "before": before, "after": modes(terminal)}
print(json.dumps({**result, "written": written.decode(), "resized": len(written[:resized].decode())}))
