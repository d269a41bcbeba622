/** Numbers that look random and are the same on every machine and in every run. */

/** @returns a source of choices; the same seed gives the same choices. */
export function random(seed) {
  let state = seed >>> 0;
  // mulberry32: small, public domain, and good enough to vary text.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = list => list[int(0, list.length - 1)];
  return {
    next,
    int,
    pick,
    chance: share => next() < share,
    /** Several different entries of a list. */
    some: (list, count) => {
      const left = [...list];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(0, left.length - 1), 1)[0]);
    }
  };
}
