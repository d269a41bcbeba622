/** Modules whose plain calls drive no event loop, and names that are there without an import. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Modules of Python and libraries. What may drive a loop in a plain call is left out (`unittest`), but for calls that are
 * looked at one by one: `asyncio.run()`, and calls of the table. The sources of openai 3.3, anthropic 0.121, openai-agents
 * 0.22, pydantic-ai 2.33 and aiohttp 3.14 were searched for loops that are driven: those that are stand in the table, or
 * their names end in `_sync`.
 */
export const PLAIN_MODULES: ReadonlySet<string> = words(`
  IPython PIL abc agents aifc aiofiles aiohttp annotationlib anthropic anyio argparse array ast asynchat asyncio
  asyncore atexit attr attrs audioop base64 binascii bisect bs4 builtins bz2 cProfile calendar cgi cgitb chunk
  cmath cmd codecs collections colorsys compileall compression concurrent configparser contextlib contextvars
  copy copyreg crypt csv ctypes curses cv2 dataclasses datetime dateutil dbm decimal difflib dis distutils
  dotenv email encodings enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
  genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http httpx imaplib imghdr
  imp importlib inspect io ipaddress ipywidgets itertools json keyword linecache locale logging lxml lzma
  mailbox mailcap marshal math matplotlib mimetypes mmap modulefinder msilib msvcrt multiprocessing nest_asyncio
  nest_asyncio2 netrc networkx nis nntplib nt ntpath nturl2path numbers numpy opcode openai operator optparse os
  ossaudiodev pandas pathlib pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
  profile pstats psutil pty pwd py_compile pyclbr pydantic pydantic_ai pydoc pydoc_data pyexpat pytz queue
  quopri random re readline reprlib requests resource rlcompleter sched scipy seaborn secrets select selectors
  shelve shlex shutil signal site sklearn smtpd smtplib sndhdr sniffio socket socketserver spwd sqlite3
  sre_compile sre_constants sre_parse ssl stat statistics statsmodels string stringprep struct subprocess sunau
  sympy symtable sys sysconfig syslog tabnanny tabulate tarfile telnetlib tempfile tenacity termios textwrap
  threading tiktoken time timeit token tokenize tomllib tqdm trace traceback tracemalloc tty types typing
  typing_extensions unicodedata urllib urllib3 uu uvloop uuid venv warnings wave weakref webbrowser winreg winsound
  wsgiref xdrlib xml xmlrpc yaml zipapp zipfile zipimport zlib zoneinfo
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
