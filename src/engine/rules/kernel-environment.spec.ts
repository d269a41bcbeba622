/** What depends on the kernel, as it was recorded. */
import { KERNELS, cases } from '../failures/testing/recorded';
import { findingsOf, only, placeOf } from '../failures/testing/told';
import type { Kernel } from '../failures/testing/told';

function told(id: string, kernel: Kernel): string[] {
  const { analysis, findings } = findingsOf(id, kernel);
  return findings
    .filter(only('kernel-environment'))
    .map(each => `${placeOf(each)}: ${each.title} ${analysis.fixes(each).fixes[0]?.title ?? ''}`);
}

describe.each(KERNELS)('%s', kernel => {
  it.each(['F09', 'F09b'])('%s: the port is taken by the server of another cell', id => {
    const place = cases[id]!.source[1]!.split('s2 = await ')[1]!;
    expect(told(id, kernel)).toEqual([`${place}: Something listens on this port already. Close s first`]);
  });

  it('H13: %gui asyncio', () => {
    expect(told('H13', kernel)).toEqual(['%gui asyncio: The kernel runs asyncio already. Leave it out']);
  });

  // A port of a plain socket, a method not there yet, and processes where nothing says what could not start them.
  it.each(['X16', 'X12', 'F11e'])('%s is nothing of the kernel', id => {
    expect(told(id, kernel)).toEqual([]);
  });
});

it('F11: a loop that cannot start processes', () => {
  const place = "return await asyncio.create_subprocess_exec(sys.executable, '-c', 'pass')";
  expect(told('F11', 'K6')).toEqual([`${place}: This event loop cannot start processes. `]);
});
