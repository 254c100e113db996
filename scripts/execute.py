"""Runs a notebook through the tslab kernel and says on standard output, one JSON object a line: {"cell": 1, "of": 12}
before each code cell; at the end {"notebook": …, "error": why it stopped or null, "kernel": what the kernel's process
wrote outside of the cells}. The last cell that was named is the one that failed.

Usage: execute.py NOTEBOOK SECONDS_PER_CELL
"""

import json
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def main(path, seconds):
    notebook = nbformat.reads(path.read_text("utf-8"), as_version=4)
    error, kernel = execute(notebook, path.parent, seconds)
    if error == "not started":  # two kernels that start at the same time may choose the same port
        error, kernel = execute(notebook, path.parent, seconds)
    say(notebook=notebook, error=error, kernel=kernel)


def execute(notebook, folder, seconds):
    cells = []

    def start(cell, cell_index):
        cells.append(cell_index + 1)
        say(cell=cell_index + 1, of=len(notebook.cells))

    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=seconds,
        record_timing=False,  # or every run would differ
        coalesce_streams=True,
        on_cell_execute=start,
        resources={"metadata": {"path": str(folder)}},
    )
    client.log.disabled = True  # what it logs is raised as well
    error = None
    with tempfile.TemporaryFile() as kernel:
        try:
            client.execute(stdout=kernel, stderr=kernel)
        except CellExecutionError:
            error = "failed"  # tslab says why on the cell's standard error
        except Exception as reason:  # no answer in time, or the kernel is gone
            error = str(reason).strip().splitlines()[0] if cells else "not started"
        kernel.seek(0)
        return error, kernel.read().decode("utf-8", "replace")


def say(**message):
    print(json.dumps(message), flush=True)


main(Path(sys.argv[1]).resolve(), float(sys.argv[2]))
