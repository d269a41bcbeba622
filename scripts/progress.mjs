/** Tells the person what is happening while it happens: long silence looks like a hang. */

const HEARTBEAT = 20_000;

export const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Run `work`, saying what it is (and what to expect), that it still goes on, and how long it took. */
export async function step(title, work, hint) {
  const start = Date.now();
  say(`• ${title} …${hint ? ` ${hint}` : ''}`);
  const heart = setInterval(() => say(`  … ${title}: ${Math.round((Date.now() - start) / 1000)} s so far`), HEARTBEAT);
  try {
    const result = await work();
    say(`✓ ${title} (${seconds(start)})`);
    return result;
  } finally {
    clearInterval(heart);
  }
}

/** The first call decides; later ones wait for the same result. */
export function once(work) {
  let result;
  return () => (result ??= work());
}
