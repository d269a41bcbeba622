/** Well-known functions that are not async and give nothing that can be awaited: data a reader can extend by a line. */
import type { ICall, ICellFacts } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** By dotted name; where an async function does the same, its name. */
const PLAIN: Readonly<Record<string, string | null>> = {
  'time.sleep': 'asyncio.sleep',
  print: null,
  display: null,
  input: null,
  len: null,
  list: null,
  dict: null,
  range: null,
  sum: null,
  sorted: null,
  str: null,
  int: null,
  float: null,
  'requests.get': null,
  'requests.post': null,
  'requests.put': null,
  'requests.patch': null,
  'requests.delete': null,
  'requests.head': null,
  'requests.request': null,
  'httpx.get': null,
  'httpx.post': null,
  'httpx.put': null,
  'httpx.patch': null,
  'httpx.delete': null,
  'httpx.request': null,
  'urllib.request.urlopen': null,
  'json.dumps': null,
  'json.loads': null,
  'os.system': null,
  'subprocess.run': null,
  'subprocess.check_output': null
};

/** True for a call of such a function. */
export function isPlainCall(call: ICall, cell: ICellFacts, all: INotebookFacts): boolean {
  return Object.hasOwn(PLAIN, all.target(call, cell) ?? '');
}

/** The async function that does what a call of a plain one does: `asyncio.sleep` for `time.sleep()`. */
export function asyncTwin(call: ICall, cell: ICellFacts, all: INotebookFacts): string | null {
  const target = all.target(call, cell) ?? '';
  return Object.hasOwn(PLAIN, target) ? PLAIN[target]! : null;
}
