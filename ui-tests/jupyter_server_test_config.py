"""Server of the browser tests: no token, a throw-away root folder, the application reachable from the page."""

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # noqa: F821
c.ServerApp.ip = "127.0.0.1"  # noqa: F821
c.ServerApp.allow_root = True  # noqa: F821
c.JupyterNotebookApp.expose_app_in_browser = True  # noqa: F821
