/** Names close to a mistyped one. */

/**
 * The known names nearest to a typed one, best first, at most three; none when nothing is near.
 *
 * @param typed - what the person wrote.
 * @param known - the names there are.
 */
export function nearest(typed: string, known: readonly string[]): string[] {
  const wanted = typed.toLowerCase().slice(0, 80);
  return known
    .map(name => ({ name, distance: name.includes(wanted) && wanted.length > 2 ? 0 : distance(wanted, name) }))
    .filter(each => each.distance <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(each => each.name);
}

/** `did you mean a or b?` with a leading semicolon, or nothing. */
export function suggestion(typed: string, known: readonly string[]): string {
  const names = nearest(typed, known);
  return names.length > 0 ? `; did you mean ${names.join(' or ')}?` : '';
}

/** Levenshtein distance: how many letters must be added, removed or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
