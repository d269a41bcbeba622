/**
 * Right code that looks like a mistake: the shapes that public notebooks hold most of, each a whole notebook in which
 * nothing may be found.
 */
import { createAnalysis } from './analyse';
import type { ICell, Output } from './document';
import { DEFAULT_OPTIONS } from './options';

/** A cell's source, or its source, what it shows, and the text that was run. */
type Source = string | { readonly source: string; readonly outputs: readonly Output[]; readonly ranSource: string };

function findingsOf(cells: readonly Source[]): string[] {
  const document = {
    kind: 'notebook' as const,
    language: 'python',
    kernel: { implementation: 'ipython', version: '3.12.1' },
    cells: cells.map((each, index): ICell => {
      const plain = typeof each === 'string';
      return {
        id: `cell-${index}`,
        kind: 'code',
        source: plain ? each : each.source,
        executionCount: plain ? null : index + 1,
        outputs: plain ? [] : each.outputs,
        ranSource: plain ? null : each.ranSource,
        tags: [],
        editable: true
      };
    }),
    messages: [],
    ignored: [],
    editable: true
  };
  return createAnalysis()
    .update(document, DEFAULT_OPTIONS)
    .map(each => `${each.rule} ${each.cell} ${each.source.slice(each.from, each.to)}`);
}

const FETCH = 'import asyncio\nasync def fetch(n):\n    await asyncio.sleep(0)\n    return n';
const FAILED: Output = {
  type: 'error',
  ename: 'RuntimeError',
  evalue: 'asyncio.run() cannot be called from a running event loop',
  traceback: ['RuntimeError: asyncio.run() cannot be called from a running event loop']
};

const NOTEBOOKS: Readonly<Record<string, readonly Source[]>> = {
  'asyncio.run() in a function that no cell calls': [FETCH, 'def main():\n    return asyncio.run(fetch(1))'],
  'asyncio.run() in a handler that a user interface calls in a thread': [
    FETCH,
    'import gradio as gr\ndef chat(message, history):\n    return asyncio.run(fetch(message))\n\ngr.ChatInterface(chat).launch()'
  ],
  'asyncio.run() as the target of a thread': [
    FETCH,
    'import threading\nthread = threading.Thread(target=lambda: asyncio.run(fetch(1)))\nthread.start()\nthread.join()',
    'import threading\nthread = threading.Thread(target=asyncio.run, args=(fetch(1),))\nthread.start()\nthread.join()'
  ],
  'asyncio.run() in an executor': [
    FETCH,
    'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as pool:\n    answer = pool.submit(asyncio.run, fetch(1)).result()\nprint(answer)',
    'loop = asyncio.get_running_loop()\nanswer = await loop.run_in_executor(None, lambda: asyncio.run(fetch(1)))'
  ],
  'a new loop in a thread of its own': [
    FETCH,
    'import threading\nloop = asyncio.new_event_loop()\nthreading.Thread(target=loop.run_forever, daemon=True).start()\nanswer = asyncio.run_coroutine_threadsafe(fetch(1), loop).result(5)\nloop.call_soon_threadsafe(loop.stop)'
  ],
  'strings, comments and files': [
    'script = """\nimport asyncio\nasyncio.run(main())\n"""\nprint(script)',
    '# asyncio.run(main())\n# loop.run_until_complete(main())\nprint("asyncio.run(main())")',
    '%%writefile script.py\nimport asyncio\nasync def main(): ...\nasyncio.run(main())\nmain()',
    '%%bash\npython -c "import asyncio; asyncio.run(main())"',
    '%%javascript\nasync function main() {}\nmain()'
  ],
  'a lesson that shows the error and catches it': [
    FETCH,
    'try:\n    asyncio.run(fetch(1))\nexcept RuntimeError as error:\n    print("In a notebook:", error)'
  ],
  'sequential loops': [
    FETCH,
    'for n in range(3):\n    print(await fetch(n))',
    'answers = [await fetch(n) for n in range(3)]\nprint(answers)'
  ],
  'coroutines that are passed on or collected': [
    FETCH,
    'jobs = [fetch(n) for n in range(3)]\nawait asyncio.gather(*jobs)',
    'job = fetch(1)\nawait job',
    'jobs = []\nfor n in range(3):\n    jobs.append(fetch(n))\nawait asyncio.gather(*jobs)',
    'make = lambda n: fetch(n)\nawait make(1)',
    'await asyncio.wait_for(fetch(1), timeout=1)',
    'async with asyncio.TaskGroup() as group:\n    for n in range(3):\n        group.create_task(fetch(n))',
    'task = asyncio.create_task(fetch(1))\nprint(await task)',
    'def later(n):\n    return fetch(n)\n\nawait later(1)'
  ],
  'synchronous methods of the same name': [
    FETCH,
    'class Table:\n    def fetch(self, n):\n        return n\n\nTable().fetch(1)',
    'table = Table()\ntable.fetch(2)\nprint(table.fetch(3))'
  ],
  'a name that is bound again': [FETCH, 'def fetch(n):\n    return n', 'fetch(1)\nprint(fetch(2))'],
  'a parameter and a local name': [FETCH, 'def show(fetch):\n    fetch(1)\n\nshow(print)'],
  'outputs of a text that is no more': [
    {
      source: 'print("done")',
      ranSource: 'import asyncio\nasync def main(): ...\nasyncio.run(main())',
      outputs: [FAILED]
    }
  ],
  'get_event_loop() to schedule work, or to read the time': [
    FETCH,
    'loop = asyncio.get_event_loop()\ntask = loop.create_task(fetch(1))\nprint(loop.time(), await task)'
  ],
  'pools, sessions and pipelines that run and submit': [
    'import asyncio\nfrom concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\nfuture = pool.submit(print, 1)\nfuture.result()',
    'session.run("select 1")\npipeline.run(steps)\ncrew.run()\nclient.submit(len, [1]).result()'
  ],
  'gather and futures of other libraries': [
    'import dask\nfrom dask.distributed import Client\nclient = Client()\nfutures = client.map(len, [[1]])\nclient.gather(futures)\nfutures',
    'import tensorflow as tf\nasync_values = tf.gather([1, 2], [0])\nasync_values'
  ],
  'things of the person that are named like asyncio': [
    'def run(coroutine):\n    return coroutine\n\ndef run_until_complete(n):\n    return n\n\nasync def main(): ...\n',
    'run(1)\nrun_until_complete(2)',
    'loop = 0\nfor loop in range(3):\n    print(loop)\nimage.save("a.gif", loop=0)'
  ],
  'an async def without await that an interface asks for': [
    'class Tool:\n    async def call(self, name):\n        return name\n\ntool = Tool()',
    'print(await tool.call("x"))'
  ],
  'blocking calls in synchronous cells': [
    'import time, requests\nfor page in range(3):\n    requests.get("https://example.org")\n    time.sleep(1)',
    FETCH,
    'def poll():\n    time.sleep(1)\n    return requests.get("https://example.org")\npoll()'
  ],
  'sleeping cells that wait for a widget': [
    'import asyncio, ipywidgets\nslider = ipywidgets.IntSlider()\nasync def watch():\n    await asyncio.sleep(1)\nwatcher = asyncio.create_task(watch())\nwatcher.add_done_callback(print)\nslider'
  ]
};

it.each(Object.entries(NOTEBOOKS))('%s', (_, cells) => {
  expect(findingsOf(cells)).toEqual([]);
});
