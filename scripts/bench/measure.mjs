/** Timing two ways of doing something so that the machine's moods cancel out. */
import { performance } from 'node:perf_hooks';

export const sorted = values => [...values].sort((a, b) => a - b);

/** The value below which `share` of all values lie. */
export function quantile(values, share) {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(share * all.length))];
}

export const median = values => quantile(values, 0.5);

/** Milliseconds that `work` takes. */
export function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Time `ours` and `theirs` on the same input, in turn, the first of each pair changing from round to round.
 *
 * @param inputs - one for each round, so that nothing can be remembered from the round before.
 * @param warmUps - other inputs, run first and not counted.
 * @returns medians in milliseconds, and the ratio pair by pair.
 */
export function compare({ inputs, warmUps = [], ours, theirs }) {
  for (const input of warmUps) {
    ours(input);
    theirs(input);
  }
  const mine = [];
  const other = [];
  inputs.forEach((input, round) => {
    if (round % 2 === 0) {
      mine.push(time(() => ours(input)));
      other.push(time(() => theirs(input)));
    } else {
      other.push(time(() => theirs(input)));
      mine.push(time(() => ours(input)));
    }
  });
  return summary(mine, other);
}

/** What is kept of two series of times. */
export function summary(ours, theirs) {
  const ratios = ours.map((each, index) => each / theirs[index]);
  return {
    rounds: ours.length,
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75)
  };
}
