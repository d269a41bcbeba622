"""Server of the browser tests: no token, a throw-away root folder, the application reachable from the page."""

import os

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyterlab.galata import configure_jupyter_server


class ModeBits(AsyncLargeFileManager):
    """A file without a write bit is read-only, also for root, who could write it all the same."""

    def is_writable(self, path):
        """Whether the file may be written, as its mode says."""
        return super().is_writable(path) and os.stat(self._get_os_path(path)).st_mode & 0o222 != 0


configure_jupyter_server(c)  # noqa: F821
c.ServerApp.ip = "127.0.0.1"  # noqa: F821
c.ServerApp.allow_root = True  # noqa: F821
c.ServerApp.contents_manager_class = ModeBits  # noqa: F821
# One test prints 50 MB in one go; the server would cut that off.
c.ZMQChannelsWebsocketConnection.iopub_data_rate_limit = 1e9  # noqa: F821
# A kernel that dies within ten seconds gets other ports, of which connections that are open hear nothing. People's kernels
# live longer before they die, those of tests do not.
c.KernelRestarter.random_ports_until_alive = False  # noqa: F821
c.JupyterNotebookApp.expose_app_in_browser = True  # noqa: F821
