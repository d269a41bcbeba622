/** Modules whose plain calls drive no event loop, and names that are there without an import. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Modules of Python and libraries. What may drive a loop in a plain call is left out (`unittest`), but for calls that are
 * looked at one by one: `asyncio.run()`, and calls of the table. The sources of openai 3.3, anthropic 0.121, openai-agents
 * 0.22, pydantic-ai 2.33 and aiohttp 3.14 were searched for loops that are driven: those that are stand in the table, or
 * their names end in `_sync`.
 */
export const PLAIN_MODULES: ReadonlySet<string> = words(`
  __future__ abc agents aifc aiofiles aiohttp altair annotationlib anthropic anyio argparse array ast asynchat
  asyncio asyncore atexit attr attrs audioop base64 binascii bisect boto3 botocore bs4 builtins bz2 calendar cgi
  cgitb chunk click cmath cmd codecs collections colorama colorsys compileall compression concurrent configparser
  contextlib contextvars copy copyreg cProfile crypt csv ctypes curses cv2 dataclasses datetime dateutil dbm
  decimal difflib dis distutils dotenv duckdb email encodings enum errno faker faulthandler fcntl filecmp
  fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext git glob graphlib grp gzip
  h5py hashlib heapq hmac html http httpx imageio imaplib imghdr imp importlib inspect io ipaddress IPython
  ipywidgets itertools jarowinkler jinja2 joblib json keras keyword lightgbm linecache locale logging lxml lzma
  mailbox mailcap markdown marshal math matplotlib mimetypes mmap modulefinder msilib msvcrt multiprocessing
  nest_asyncio nest_asyncio2 netrc networkx nis nltk nntplib nt ntpath nturl2path numbers numpy opcode openai
  openpyxl operator optparse orjson os ossaudiodev pandas pathlib pickle pickletools PIL pipes pkgutil platform
  plistlib polars poplib posix posixpath pprint profile pstats psutil pty pwd py_compile pyarrow pyclbr pycm
  pydantic pydantic_ai pydoc pydoc_data pyexpat pypdf pytz queue quopri random re readline regex reprlib requests
  resource rlcompleter rouge_score sched scipy seaborn secrets select selectors sendgrid shapely shelve shlex
  shutil signal simplejson site skimage sklearn smtpd smtplib sndhdr sniffio socket socketserver spacy spwd
  sqlite3 sre_compile sre_constants sre_parse ssl stat statistics statsmodels string stringprep struct subprocess
  sunau sympy symtable sys sysconfig syslog tabnanny tabulate tarfile telnetlib tempfile tenacity tensorflow
  termcolor termios textwrap threading tiktoken time timeit token tokenize tomllib torch torchvision tqdm trace
  traceback tracemalloc tty types typing typing_extensions ujson unicodedata urllib urllib3 uu uuid uvloop venv
  warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xgboost xlrd xml xmlrpc yaml zipapp zipfile
  zipimport zlib zoneinfo
`);

/** Python's own names and IPython's. */
export const BUILT_IN: ReadonlySet<string> = words(`
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
  BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
  ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception
  ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
  ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
  KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented
  NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
  PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
  StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True
  TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
  UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError abs aiter all anext any ascii bin
  bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir
  divmod enumerate exit filter float format frozenset getattr globals hasattr hash help hex id input int
  isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print
  property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars
  zip
  In Out __builtins__ __doc__ __file__ __import__ __name__ __spec__ __debug__ __build_class__ display get_ipython eval exec
`);
