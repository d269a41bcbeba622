/** Async libraries beside asyncio, used under one another: the part of the table of `wrong-context` that is theirs. */
import type { IFailure } from '../failures/failure';
import type { INotebookFacts } from '../python/notebook-facts';
import { NONE } from './wrong-context.form';
import type { IContext } from './wrong-context.form';

function trioCells(_: IFailure, all: INotebookFacts): boolean {
  return all.magics('autoawait').length > 0;
}

export const OTHER_LIBRARIES: readonly IContext[] = [
  {
    pattern: 'lib.trio_foreign',
    failure: 'L-TRIO-2',
    unless: trioCells,
    calls: NONE,
    title: 'asyncio does not work under trio.run().',
    message: 'Each library waits only for what is its own: use the form that trio has, such as trio.sleep().',
    advice: 'Use one of them throughout: what trio.run() runs awaits trio, what the cell runs awaits asyncio.'
  },
  {
    pattern: 'gather.badyield',
    failure: 'L-TRIO-2',
    text: /\btrio\b/,
    calls: NONE,
    title: 'trio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits trio into an async function, and give that to trio.run().',
    advice: 'Write trio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'gather.badyield',
    failure: 'L-CURIO-1',
    text: /\('trap_/,
    calls: NONE,
    title: 'curio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits curio into an async function, and give that to curio.run().',
    advice: 'Write curio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'lib.trio_nursery',
    failure: 'L-TRIO-2',
    calls: /^open_nursery$/,
    title: 'trio does not work under asyncio.',
    message: 'The kernel runs asyncio: put what awaits trio into an async function, and give that to trio.run().',
    advice: 'Write trio.run(main), without calling main; that waits until it ends.'
  },
  {
    pattern: 'lib.async_context',
    failure: 'L-ANYIO-4',
    calls: NONE,
    title: 'No event loop runs here.',
    message:
      'The library asks which loop runs the task it is in, and there is none: await it in the cell, or in a task.',
    advice: 'Await the async function that does this; in a thread, give it to asyncio.run().'
  },
  {
    pattern: 'lib.trio_coro',
    failure: 'L-TRIO-3',
    calls: /^(?:run|start_soon|start|run_process)$/,
    text: /instead it got a coroutine object/,
    title: 'trio wants the function, not its coroutine.',
    message: 'It makes the call itself: give it the function, and the arguments behind it.',
    advice: 'Write trio.run(main, argument) or nursery.start_soon(work, argument), without calling it.'
  },
  {
    pattern: 'lib.trio_coro',
    failure: 'L-TRIO-3',
    calls: /^(?:run|start_soon|start)$/,
    text: /appears to be synchronous/,
    title: 'trio wants an async function.',
    message: 'What it is given is a plain one: make it async, or run it in a thread.',
    advice: 'Write async def, or await trio.to_thread.run_sync(work) inside an async function.'
  },
  {
    pattern: 'lib.trio_nested',
    failure: 'L-TRIO-1',
    calls: /^run$/,
    title: 'trio.run() is called inside trio.run().',
    message: 'trio runs already, so what is given to it can be awaited directly.',
    advice: 'Write await main() instead of trio.run(main) in what trio runs.'
  },
  {
    pattern: 'lib.curio_nested',
    failure: 'L-CURIO-1',
    calls: /^run$/,
    title: 'curio.run() is called inside curio.run().',
    message: 'curio runs already, so what is given to it can be awaited directly.',
    advice: 'Write await main() instead of curio.run(main) in what curio runs.'
  },
  {
    pattern: 'lib.trio_thread',
    failure: 'L-TRIO-4',
    calls: /^(?:run|run_sync)$/,
    title: 'This thread was not started by trio.',
    message: 'trio.from_thread hands work back to the trio.run() that started the thread; a cell has none.',
    advice: 'Give the function to trio.run(), or call from_thread inside trio.to_thread.run_sync().'
  },
  {
    pattern: 'lib.anyio_worker',
    failure: 'L-ANYIO-3',
    calls: /^(?:run|run_sync|start_blocking_portal)$/,
    title: 'This thread was not started by anyio.',
    message: 'anyio.from_thread hands work back to the loop that started the thread; a cell is in the loop already.',
    advice: 'Await the function itself, as in await work().'
  }
];
