/** Clients whose requests may be on their way at the same time: data a reader can extend by a line. */
import type { ICall, ICellFacts, IScope } from './facts';
import type { INotebookFacts } from './notebook-facts';

/** What only asks: requests that change something on the other side may have an order. */
const READS: readonly string[] = ['get', 'head', 'options'];
const OPENAI: readonly string[] = ['chat.completions.create', 'embeddings.create', 'moderations.create'];
const ANTHROPIC: readonly string[] = ['messages.create', 'messages.count_tokens'];

/** Methods that keep nothing between calls, by the class of the client. */
const STATELESS: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aiohttp.org/en/stable/client_advanced.html#limiting-connection-pool-size
  'aiohttp.ClientSession': READS,
  // https://www.python-httpx.org/advanced/resource-limits/
  'httpx.AsyncClient': READS,
  // https://github.com/openai/openai-python#async-usage
  'openai.AsyncOpenAI': OPENAI,
  'openai.AsyncAzureOpenAI': OPENAI,
  // https://github.com/anthropics/anthropic-sdk-python#async-usage
  'anthropic.AsyncAnthropic': ANTHROPIC,
  // https://github.com/groq/groq-python#async-usage
  'groq.AsyncGroq': ['chat.completions.create']
};

/** The class of the client that a name certainly holds at a place; null for anything else. */
export function clientOf(
  name: string,
  { scope, from }: { readonly scope: IScope; readonly from: number },
  cell: ICellFacts,
  all: INotebookFacts
): string | null {
  const found = all.lookup(name, scope, from, cell);
  if (!found?.what.certain) {
    return null;
  }
  const { statement } = found.what;
  const made = found.what.call ?? (statement.type === 'AsyncWith' ? entered(statement, found.cell) : undefined);
  const target = (made && all.target(made, found.cell)) ?? '';
  return Object.hasOwn(STATELESS, target) ? target : null;
}

/** `async with X() as name`: that call. */
function entered({ head, items }: ICall['statement'], cell: ICellFacts): ICall | undefined {
  return items === 1 ? cell.calls.find(each => each.from === head?.from && each.to === head.to) : undefined;
}

/**
 * True for a method that may run several times at once.
 *
 * @param client - its class; null where only the caller of a function knows it, so that it must hold for each of them.
 */
export function isStateless(client: string | null, method: string): boolean {
  return client === null
    ? Object.values(STATELESS).some(each => each.includes(method))
    : STATELESS[client]!.includes(method);
}
