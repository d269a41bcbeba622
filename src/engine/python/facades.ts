/**
 * Library calls that run an event loop of their own, and what takes their place in a cell: data a reader can extend by a
 * line. Every line was read in the library's repository, at the version its source names; `facade-table.spec.ts` says
 * which line is wrong. `trio.run` and `curio.run` do not belong here: they work in a cell.
 */

/** One call. */
export interface IFacade {
  /** The library as it is installed. */
  readonly library: string;
  /** `agents.Runner.run_sync`, or a method of what a call makes: `pydantic_ai.Agent().run_sync`. */
  readonly call: string;
  /** Where all of its calls look alike, the text (pattern id) without which nothing is said: the class is not known. */
  readonly told?: string;
  /**
   * The async twin, `await {object}.run({args})`, or lines in place of the statement. `{object}` is what the method is
   * called on, `{args}` all arguments, `{app}` that argument or the first, `{port|8080}` a keyword's value or this;
   * `{=server}` is a name of its own, and `{uvicorn.Server}` is imported where needed. Absent where no rewrite of one
   * call is right.
   */
  readonly to?: string;
  /** True when the twin takes the same arguments and gives the same result. */
  readonly safe?: boolean;
  /** What the rewrite alters beside the obvious, one sentence. */
  readonly note?: string;
  /** How to end what goes on running. */
  readonly stop?: string;
  /** The keywords that `to` can take, where it cannot take all. */
  readonly only?: readonly string[];
  /** Methods that, called anywhere in the notebook, make `to` wrong. */
  readonly without?: readonly string[];
  /** What to do where `to` is absent or does not fit, one sentence. */
  readonly advice?: string;
  /** True where nest_asyncio makes the call work, in some version at least. */
  readonly nested?: boolean;
  /** True when it fails in every version and every cell: only then the code alone is enough. */
  readonly certain?: boolean;
}

/** A line of the table. */
export interface IFacadeLine extends IFacade {
  /** The first version in which this was found. It may be true of earlier ones. */
  readonly since: string;
  /** Where this was read. */
  readonly source: string;
}

const GITHUB = 'https://github.com';
const LLAMA = {
  library: 'llama-index-core',
  since: '0.10',
  told: 'lib.llama',
  source: `${GITHUB}/run-llama/llama_index/blob/00536a4ecef866d16b339f8887958639abb2e370/llama-index-core/llama_index/core/async_utils.py`
};
const PLAYWRIGHT =
  'Every call on its pages changes too: write `async with async_playwright() as p:` and await each of them.';
const UVICORN = {
  library: 'uvicorn',
  since: '0.13.0',
  nested: true,
  certain: true,
  source: `${GITHUB}/encode/uvicorn/blob/0.35.0/uvicorn/server.py`
};
const SERVE =
  '{=server} = {uvicorn.Server}({uvicorn.Config}({args}))\n{=server_task} = {asyncio.create_task}({=server}.serve())';
const SITE =
  '{=runner} = {aiohttp.web.AppRunner}({app})\nawait {=runner}.setup()\nawait {aiohttp.web.TCPSite}({=runner}, {host|None}, {port|None}).start()';
const BOT = {
  library: 'discord.py',
  since: '2.0.0',
  to: '{=bot_task} = {asyncio.create_task}({object}.start({args}))',
  only: ['reconnect'],
  advice: 'Its log_… arguments belong to discord.utils.setup_logging(): call that, and start a task of client.start().',
  note: 'It does not set up logging, which run() does: call discord.utils.setup_logging() for that.',
  stop: 'await {object}.close()',
  nested: true,
  certain: true,
  source: `${GITHUB}/Rapptz/discord.py/blob/v2.7.1/discord/client.py`
};
const POLLING = {
  library: 'python-telegram-bot',
  since: '20.0',
  to: 'await {object}.initialize()\nawait {object}.start()\nawait {object}.updater.start_polling()',
  only: [],
  without: ['post_init', 'post_stop', 'post_shutdown', 'updater'],
  stop: 'await {object}.updater.stop(); await {object}.stop(); await {object}.shutdown()',
  advice: 'Its arguments and hooks need a start by hand: initialize(), start(), updater.start_polling(), each awaited.',
  nested: true,
  certain: true,
  source: `${GITHUB}/python-telegram-bot/python-telegram-bot/blob/v22.8/src/telegram/ext/_application.py`
};
const MCP = {
  library: 'mcp',
  advice:
    'A server on stdio needs a process of its own; one on HTTP can run as a task of run_streamable_http_async() (mcp 1.8).',
  certain: true,
  source: `${GITHUB}/modelcontextprotocol/python-sdk/blob/v1.29.0/src/mcp/server/fastmcp/server.py`
};
const IB = { safe: true, nested: true, certain: true };
/** Each of these is `return self._run(self.<name>Async(<its arguments>))` in all four versions that were read. */
const IB_METHODS =
  'connect accountSummary reqTickers reqCurrentTime reqOpenOrders reqAllOpenOrders reqCompletedOrders reqExecutions reqPositions reqContractDetails reqMatchingSymbols reqHistoricalData reqHistoricalTicks reqHistoricalNews reqScannerData reqSecDefOptParams reqNewsProviders whatIfOrder'.split(
    ' '
  );

/** All known calls. */
export const FACADES: readonly IFacadeLine[] = [
  // prettier-ignore
  { library: 'pydantic-ai', since: '0.0.9', call: 'pydantic_ai.Agent().run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: `${GITHUB}/pydantic/pydantic-ai/blob/v2.33.0/pydantic_ai_slim/pydantic_ai/agent/abstract.py` },
  // prettier-ignore
  { library: 'pydantic-ai', since: '1.10.0', call: 'pydantic_ai.Agent().run_stream_sync', advice: 'Write `async with agent.run_stream(…) as result:`, and go through what it gives with `async for`.', nested: true, certain: true, source: `${GITHUB}/pydantic/pydantic-ai/blob/v2.33.0/pydantic_ai_slim/pydantic_ai/_sync_stream.py` },
  // prettier-ignore
  { library: 'openai-agents', since: '0.0.3', call: 'agents.Runner.run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: `${GITHUB}/openai/openai-agents-python/blob/v0.22.0/src/agents/run.py` },
  { ...LLAMA, call: '?.query', to: 'await {object}.aquery({args})' },
  { ...LLAMA, call: '?.retrieve', to: 'await {object}.aretrieve({args})' },
  { ...LLAMA, call: '?.chat', to: 'await {object}.achat({args})' },
  { ...LLAMA, call: '?.complete', to: 'await {object}.acomplete({args})' },
  { ...LLAMA, call: '?.synthesize', to: 'await {object}.asynthesize({args})' },
  { ...LLAMA, call: '?.evaluate', to: 'await {object}.aevaluate({args})' },
  { ...LLAMA, call: '?.extract', to: 'await {object}.aextract({args})' },
  // prettier-ignore
  { library: 'playwright', since: '1.8.0', call: 'playwright.sync_api.sync_playwright', advice: PLAYWRIGHT, certain: true, source: `${GITHUB}/microsoft/playwright-python/blob/v1.62.0/playwright/sync_api/_context_manager.py` },
  // prettier-ignore
  { library: 'requests-html', since: '0.10.0', call: '?.render', told: 'lib.sync_form', advice: 'Take an AsyncHTMLSession, await what it gets, and `await r.html.arender()`.', source: `${GITHUB}/psf/requests-html/blob/v0.10.0/requests_html.py` },
  // prettier-ignore
  { ...UVICORN, call: 'uvicorn.run', to: SERVE, only: ['host', 'port', 'log_level', 'lifespan', 'access_log', 'log_config', 'root_path', 'app', 'loop'], stop: '{=server}.should_exit = True; await {=server_task}', advice: 'Reloading, workers and an app given by its name need a process of their own: run it in a terminal.' },
  // prettier-ignore
  { ...UVICORN, call: 'uvicorn.Server().run', to: '{=server_task} = {asyncio.create_task}({object}.serve({args}))', only: ['sockets'], stop: '{object}.should_exit = True; await {=server_task}' },
  // prettier-ignore
  { library: 'aiohttp', since: '3.7.0', call: 'aiohttp.web.run_app', to: SITE, only: ['host', 'port', 'app'], stop: 'await {=runner}.cleanup()', advice: 'Its other arguments belong to AppRunner and the sites: start them by hand.', nested: true, certain: true, source: `${GITHUB}/aio-libs/aiohttp/blob/v3.14.3/aiohttp/web.py` },
  // prettier-ignore
  { library: 'quart', since: '0.18.4', call: 'quart.Quart().run', to: '{=stop} = {asyncio.Event}()\n{=server_task} = {asyncio.create_task}({object}.run_task({args}, shutdown_trigger={=stop}.wait))', only: ['host', 'port', 'debug'], stop: '{=stop}.set(); await {=server_task}', advice: 'Reloading and its other arguments need a process of their own: run it in a terminal.', nested: true, certain: true, source: `${GITHUB}/pallets/quart/blob/0.21.0/src/quart/app.py` },
  { ...BOT, call: 'discord.Client().run' },
  { ...BOT, call: 'discord.AutoShardedClient().run' },
  { ...BOT, call: 'discord.ext.commands.Bot().run' },
  { ...BOT, call: 'discord.ext.commands.AutoShardedBot().run' },
  { ...POLLING, call: 'telegram.ext.Application.builder().run_polling' },
  { ...POLLING, call: 'telegram.ext.ApplicationBuilder().run_polling' },
  // prettier-ignore
  { library: 'aiogram', since: '3.0.0', call: 'aiogram.Dispatcher().run_polling', to: '{=polling_task} = {asyncio.create_task}({object}.start_polling({args}, handle_signals=False))', only: ['polling_timeout', 'handle_as_tasks', 'allowed_updates', 'close_bot_session'], stop: 'await {object}.stop_polling(); await {=polling_task}', advice: 'Start it by hand: a task of start_polling() with the same arguments and handle_signals=False.', nested: true, certain: true, source: `${GITHUB}/aiogram/aiogram/blob/v3.30.0/aiogram/dispatcher/dispatcher.py` },
  // prettier-ignore
  ...IB_METHODS.map(name => ({ ...IB, library: 'ib_insync', since: '0.9.63', call: `ib_insync.IB().${name}`, to: `await {object}.${name}Async({args})`, source: `${GITHUB}/erdewit/ib_insync/blob/v0.9.72/ib_insync/ib.py` })),
  // prettier-ignore
  ...IB_METHODS.map(name => ({ ...IB, library: 'ib_async', since: '1.0.0', call: `ib_async.IB().${name}`, to: `await {object}.${name}Async({args})`, source: `${GITHUB}/ib-api-reloaded/ib_async/blob/v2.0.1/ib_async/ib.py` })),
  // prettier-ignore
  { library: 'lightrag-hku', since: '1.0.0', call: 'lightrag.LightRAG().insert', to: 'await {object}.ainsert({args})', safe: true, nested: true, source: 'https://pypi.org/project/lightrag-hku/1.5.7/' },
  // prettier-ignore
  { library: 'lightrag-hku', since: '1.0.0', call: 'lightrag.LightRAG().query', to: 'await {object}.aquery({args})', note: 'With stream=True it gives an async iterator: go through it with `async for`.', nested: true, source: 'https://pypi.org/project/lightrag-hku/1.5.7/' },
  // prettier-ignore
  { library: 'crewai', since: '0.32.0', call: 'crewai.Crew().kickoff', to: 'await {object}.kickoff_async({args})', note: 'The crew works in a thread: tools that use the kernel\'s loop do not work there.', nested: true, source: `${GITHUB}/crewAIInc/crewAI/blob/1.15.17/lib/crewai/src/crewai/crew.py` },
  // prettier-ignore
  { library: 'browser-use', since: '0.6.1', call: 'browser_use.Agent().run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: `${GITHUB}/browser-use/browser-use/blob/0.13.8/browser_use/agent/service.py` },
  // prettier-ignore
  { library: 'pypresence', since: '4.6.2', call: 'pypresence.Presence().connect', advice: 'Take an AioPresence in its place, and await each of its calls.', nested: true, source: 'https://pypi.org/project/pypresence/4.6.2/' },
  { ...MCP, since: '1.2.0', call: 'mcp.server.fastmcp.FastMCP().run' },
  { ...MCP, since: '1.2.0', call: 'mcp.server.FastMCP().run' },
  // prettier-ignore
  { ...MCP, since: '2.0.0', call: 'mcp.server.MCPServer().run', source: `${GITHUB}/modelcontextprotocol/python-sdk/blob/v2.0.0/src/mcp/server/mcpserver/server.py` },
  // prettier-ignore
  { library: 'scrapy', since: '2.18.0', call: 'scrapy.crawler.CrawlerProcess().start', advice: 'It starts only once in a kernel: from Scrapy 2.15 on, `await AsyncCrawlerRunner({"TWISTED_REACTOR_ENABLED": False}).crawl(…)`; else a process of its own.', source: `${GITHUB}/scrapy/scrapy/blob/2.18.0/docs/topics/practices.rst` },
  // prettier-ignore
  { library: 'twisted', since: '13.0', call: 'twisted.internet.reactor.run', advice: 'A reactor starts only once in a process: restart the kernel, or run it in a process of its own.', source: 'https://www.python.org/pipermail/python-list/2009-May/687418.html' }
];
