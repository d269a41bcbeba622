/**
 * Library calls that run an event loop of their own, and what takes their place in a cell: data a reader can extend by a
 * line. `trio.run` and `curio.run` do not belong here: they work in a cell.
 */

/** One call. */
export interface IFacade {
  /** The library as it is installed. */
  readonly library: string;
  /** The version from which this is true. */
  readonly since: string;
  /** `agents.Runner.run_sync`, or a method of what a call makes: `pydantic_ai.Agent().run_sync`. */
  readonly call: string;
  /** Where all of its calls look alike, the texts (pattern ids) without which nothing is said: the class is not known. */
  readonly told?: string;
  /**
   * The async twin, `await {object}.run({args})`, or lines in place of the statement. `{object}` is what the method is
   * called on, `{args}` all arguments, `{first}` the first, `{port|8080}` a keyword's value or this; `{=server}` is a name
   * of its own, and `{uvicorn.Server}` is imported where needed. Absent where no rewrite of one call is right.
   */
  readonly to?: string;
  /** True when the twin takes the same arguments and gives the same result. */
  readonly safe?: boolean;
  /** How to end what goes on running. */
  readonly stop?: string;
  /** The keywords that `to` can take, where it cannot take all. */
  readonly only?: readonly string[];
  /** What to do where `to` is absent or does not fit. */
  readonly advice?: string;
  /** True where nest_asyncio makes the call work. */
  readonly nested?: boolean;
  /** True when it fails in every version and every cell: only then the code alone is enough. */
  readonly certain?: boolean;
  /** Where this was read or measured. */
  readonly source: string;
}

const MEASURED = 'run in four kernels, see the failure entries';
const TASKS = 'It blocks the kernel: run it as a program of its own.';
const PLAYWRIGHT =
  'Every call on its pages changes too: write `async with async_playwright() as p:` and await each of them.';
const LLAMA = { library: 'llama-index', since: '0.9', told: 'lib.llama', source: 'the text of the error' };
const IB = {
  since: '0.9.0',
  safe: true,
  nested: true,
  certain: true,
  source: 'ib_insync/ib.py: connect and connectAsync'
};
const BOT = { nested: true, certain: true, stop: 'await {object}.close()', only: [] };
const PTB = 'await {object}.initialize()\nawait {object}.start()\nawait {object}.updater.start_polling()';
const PTB_STOP = 'await {object}.updater.stop(); await {object}.stop(); await {object}.shutdown()';
const SERVE =
  '{=server} = {uvicorn.Server}({uvicorn.Config}({args}))\n{=server_task} = {asyncio.create_task}({=server}.serve())';
const SITE =
  '{=runner} = {aiohttp.web.AppRunner}({first})\nawait {=runner}.setup()\nawait {aiohttp.web.TCPSite}({=runner}, {host|None}, {port|None}).start()';

/** All known calls. */
export const FACADES: readonly IFacade[] = [
  // prettier-ignore
  { library: 'pydantic-ai', since: '0.0.9', call: 'pydantic_ai.Agent().run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: 'pydantic_ai/agent: run_sync' },
  // prettier-ignore
  { library: 'pydantic-ai', since: '1.0', call: 'pydantic_ai.Agent().run_stream_sync', advice: 'Write `async with agent.run_stream(…) as result:` instead.', certain: true, source: 'the text of the error' },
  // prettier-ignore
  { library: 'openai-agents', since: '0.0.3', call: 'agents.Runner.run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: 'agents/run.py: run_sync' },
  { ...LLAMA, call: '?.query', to: 'await {object}.aquery({args})' },
  { ...LLAMA, call: '?.retrieve', to: 'await {object}.aretrieve({args})' },
  { ...LLAMA, call: '?.chat', to: 'await {object}.achat({args})' },
  { ...LLAMA, call: '?.complete', to: 'await {object}.acomplete({args})' },
  { ...LLAMA, call: '?.synthesize', to: 'await {object}.asynthesize({args})' },
  { ...LLAMA, call: '?.evaluate', to: 'await {object}.aevaluate({args})' },
  { ...LLAMA, call: '?.extract', to: 'await {object}.aextract({args})' },
  // prettier-ignore
  { library: 'playwright', since: '1.8', call: 'playwright.sync_api.sync_playwright', advice: PLAYWRIGHT, certain: true, source: MEASURED },
  // prettier-ignore
  { library: 'uvicorn', since: '0.13', call: 'uvicorn.run', to: SERVE, only: ['host', 'port', 'log_level', 'lifespan', 'access_log', 'log_config', 'root_path', 'app', 'loop'], stop: '{=server}.should_exit = True; await {=server_task}', advice: 'Reloading, workers and an app given by its name need a process of their own: run it in a terminal.', certain: true, source: MEASURED },
  // prettier-ignore
  { library: 'uvicorn', since: '0.13', call: 'uvicorn.Server().run', to: '{=server_task} = {asyncio.create_task}({object}.serve({args}))', only: ['sockets'], stop: '{object}.should_exit = True; await {=server_task}', certain: true, source: MEASURED },
  // prettier-ignore
  { library: 'aiohttp', since: '3.7', call: 'aiohttp.web.run_app', to: SITE, only: ['host', 'port', 'app'], stop: 'await {=runner}.cleanup()', advice: 'Its other arguments belong to AppRunner and the sites: start them by hand.', nested: true, certain: true, source: MEASURED },
  // prettier-ignore
  { library: 'quart', since: '0.18', call: 'quart.Quart().run', to: '{=stop} = {asyncio.Event}()\n{=server_task} = {asyncio.create_task}({object}.run_task({args}, shutdown_trigger={=stop}.wait))', only: ['host', 'port', 'debug'], stop: '{=stop}.set(); await {=server_task}', advice: TASKS, certain: true, source: 'quart/app.py: run and run_task' },
  // prettier-ignore
  { ...BOT, library: 'discord.py', since: '2.0', call: 'discord.Client().run', to: '{=bot_task} = {asyncio.create_task}({object}.start({args}))', source: 'discord/client.py: run and start' },
  // prettier-ignore
  { ...BOT, library: 'discord.py', since: '2.0', call: 'discord.ext.commands.Bot().run', to: '{=bot_task} = {asyncio.create_task}({object}.start({args}))', source: 'discord/client.py: run and start' },
  // prettier-ignore
  { library: 'python-telegram-bot', since: '20.0', call: 'telegram.ext.Application.builder().run_polling', to: PTB, only: [], stop: PTB_STOP, advice: 'Its arguments belong to updater.start_polling(): start it by hand.', nested: true, certain: true, source: 'telegram/ext/_application.py: run_polling' },
  // prettier-ignore
  { library: 'python-telegram-bot', since: '20.0', call: 'telegram.ext.ApplicationBuilder().run_polling', to: PTB, only: [], stop: PTB_STOP, advice: 'Its arguments belong to updater.start_polling(): start it by hand.', nested: true, certain: true, source: 'telegram/ext/_application.py: run_polling' },
  // prettier-ignore
  { library: 'aiogram', since: '3.0', call: 'aiogram.Dispatcher().run_polling', to: '{=polling_task} = {asyncio.create_task}({object}.start_polling({args}, handle_signals=False))', only: [], stop: 'await {object}.stop_polling()', advice: 'Its arguments belong to start_polling(): start it by hand.', nested: true, certain: true, source: 'aiogram/dispatcher/dispatcher.py: run_polling' },
  { ...IB, library: 'ib_insync', call: 'ib_insync.IB().connect', to: 'await {object}.connectAsync({args})' },
  { ...IB, library: 'ib_async', call: 'ib_async.IB().connect', to: 'await {object}.connectAsync({args})' },
  // prettier-ignore
  { library: 'lightrag-hku', since: '1.0', call: 'lightrag.LightRAG().insert', to: 'await {object}.ainsert({args})', safe: true, nested: true, source: 'lightrag/lightrag.py: insert and ainsert' },
  // prettier-ignore
  { library: 'lightrag-hku', since: '1.0', call: 'lightrag.LightRAG().query', to: 'await {object}.aquery({args})', safe: true, nested: true, source: 'lightrag/lightrag.py: query and aquery' },
  // prettier-ignore
  { library: 'crewai', since: '0.30', call: 'crewai.Crew().kickoff', to: 'await {object}.kickoff_async({args})', nested: true, source: 'crewai/crew.py: kickoff_async' },
  // prettier-ignore
  { library: 'browser-use', since: '0.2', call: 'browser_use.Agent().run_sync', to: 'await {object}.run({args})', safe: true, nested: true, certain: true, source: 'browser_use/agent/service.py: run_sync' },
  // prettier-ignore
  { library: 'mcp', since: '1.2', call: 'mcp.server.fastmcp.FastMCP().run', advice: 'A server on stdio needs a process of its own; for HTTP, start a task of run_streamable_http_async().', certain: true, source: 'mcp/server/fastmcp/server.py: run' },
  // prettier-ignore
  { library: 'scrapy', since: '1.0', call: 'scrapy.crawler.CrawlerProcess().start', advice: 'It starts only once in a kernel: run the crawl with `!scrapy` or in a process of its own.', source: 'scrapy/scrapy issue 2594' },
  // prettier-ignore
  { library: 'twisted', since: '13.0', call: 'twisted.internet.reactor.run', advice: 'A reactor starts only once in a process: restart the kernel, or run it in a process of its own.', source: MEASURED }
];

/** Modules of these libraries: cells that name one, or what comes from one, are read. */
export const FACADE_MODULES: ReadonlySet<string> = new Set(
  FACADES.map(each => each.call.split('.')[0]!).filter(each => each !== '?')
);
