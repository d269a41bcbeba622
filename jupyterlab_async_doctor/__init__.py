"""Async Doctor: the prebuilt JupyterLab extension and its command line."""

try:
    from ._version import __version__
except ImportError:
    # Written by the build; absent when the package is imported from its source folder.
    __version__ = "dev"


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-async-doctor"}]
