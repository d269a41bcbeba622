/** Blocks of notebook code that uses asyncio: mostly right, with the mistakes people make now and then. */

const NOUNS = ['page', 'quote', 'order', 'image', 'feed', 'report', 'forecast', 'ticket', 'sensor', 'profile'];
const HOSTS = ['api.example.org', 'data.example.com', 'files.example.net'];

const noun = r => r.pick(NOUNS);
const made = r => `fetch_${noun(r)}`;
const url = r => `"https://${r.pick(HOSTS)}/${noun(r)}s?limit=${r.int(1, 500)}"`;
const delay = r => (r.next() * 3).toFixed(1);

const imports = r => [
  'import asyncio',
  ...r.some(['import aiohttp', 'import httpx', 'import time', 'from functools import partial'], r.int(1, 3))
];

const fetcher = r => {
  const name = made(r);
  return [
    `async def ${name}(session, url, retries=${r.int(1, 5)}):`,
    `    """Return the ${noun(r)} behind a URL."""`,
    '    for attempt in range(retries):',
    '        try:',
    `            async with session.get(url, timeout=aiohttp.ClientTimeout(total=${r.int(5, 60)})) as response:`,
    '                response.raise_for_status()',
    '                payload = await response.json()',
    `                return {"url": url, "rows": payload["${noun(r)}s"], "attempt": attempt}`,
    '        except aiohttp.ClientError as error:',
    `            print(f"{url}: {error!r}, attempt {attempt + 1} of {retries}")`,
    `            await asyncio.sleep(${delay(r)} * 2 ** attempt)`,
    '    return None'
  ];
};

const gather = r => {
  const name = made(r);
  return [
    `urls = [f${url(r).slice(0, -1)}&page={page}" for page in range(${r.int(2, 40)})]`,
    `async with aiohttp.ClientSession(headers={"Accept": "application/json"}) as session:`,
    `    results = await asyncio.gather(*(${name}(session, url) for url in urls), return_exceptions=True)`,
    'failed = [result for result in results if isinstance(result, Exception)]',
    'print(f"{len(results) - len(failed)} of {len(results)} arrived")'
  ];
};

const group = r => [
  `async def ${made(r)}s(items, limit=${r.int(2, 20)}):`,
  '    semaphore = asyncio.Semaphore(limit)',
  '    found = {}',
  '',
  '    async def one(item):',
  '        async with semaphore:',
  `            await asyncio.sleep(${delay(r)})`,
  '            found[item["id"]] = await client.get(item["url"])',
  '',
  '    async with asyncio.TaskGroup() as group:',
  '        for item in items:',
  '            group.create_task(one(item))',
  '    return found'
];

const workers = r => [
  'async def worker(queue, results):',
  '    while True:',
  `        ${noun(r)} = await queue.get()`,
  '        try:',
  `            results.append(await asyncio.wait_for(handle(queue), timeout=${r.int(1, 30)}))`,
  '        except asyncio.TimeoutError:',
  '            results.append(None)',
  '        finally:',
  '            queue.task_done()',
  '',
  'queue = asyncio.Queue()',
  `workers = [asyncio.create_task(worker(queue, results)) for _ in range(${r.int(2, 9)})]`,
  'for url in urls:',
  '    queue.put_nowait(url)',
  'await queue.join()',
  'for each in workers:',
  '    each.cancel()'
];

const stream = r => [
  `async def follow_${noun(r)}(client, channel):`,
  '    async for message in client.listen(channel):',
  '        if message.kind == "close":',
  '            break',
  '        yield message.body.decode("utf-8", errors="replace")',
  '',
  `rows = [row async for row in follow_${noun(r)}(client, "${noun(r)}") if row]`,
  'pd.DataFrame(rows).head()'
];

const client = r => [
  `async with httpx.AsyncClient(base_url=${url(r)}) as client:`,
  `    response = await client.get("/${noun(r)}s", params={"page": ${r.int(1, 99)}})`,
  '    data = response.json()',
  `frame = pd.DataFrame(data["${noun(r)}s"]).set_index("id")`,
  'frame.describe()'
];

const uses = r => [
  `first = await ${made(r)}(session, ${url(r)})`,
  `later = await asyncio.to_thread(np.sort, first["rows"])`,
  `print(later[:${r.int(3, 30)}])`
];

const mistakes = r =>
  r.pick([
    [`results = asyncio.run(${made(r)}s(items))`],
    ['loop = asyncio.get_event_loop()', `loop.run_until_complete(${made(r)}(session, ${url(r)}))`],
    [`${made(r)}(session, ${url(r)})`],
    [`asyncio.create_task(${made(r)}s(items))`],
    ['async def pause():', `    time.sleep(${delay(r)})`]
  ]);

const BLOCKS = [fetcher, fetcher, gather, gather, group, workers, stream, client, uses];

/** One cell that uses asyncio, as lines. */
export function asyncCell(r, first) {
  const lines = first ? imports(r) : [];
  const blocks = r.chance(0.05) ? r.int(4, 8) : r.int(1, 2);
  for (let count = 0; count < blocks; count += 1) {
    lines.push(...(lines.length > 0 ? [''] : []), ...r.pick(BLOCKS)(r));
  }
  if (r.chance(0.06)) {
    lines.push('', ...mistakes(r));
  }
  return lines;
}
