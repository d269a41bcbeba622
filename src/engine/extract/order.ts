/** In which order definitions stand in a module: constants first, then as in the notebook, and what runs at import behind what it needs. */
import type { IPiece } from './piece';

/**
 * The pieces in working order.
 *
 * @returns the name of a piece that needs itself before it is there, where no order works.
 */
export function ordered(pieces: readonly IPiece[]): readonly IPiece[] | string {
  const byName = new Map(pieces.map(each => [each.name, each]));
  const placed = new Set<IPiece>();
  /** Those that can be called at import: all they need is there, not only what they run themselves. */
  const whole = new Set<IPiece>();
  const open: IPiece[] = [];
  let loop: string | null = null;
  const place = (piece: IPiece, called: boolean): void => {
    if ((called ? whole : placed).has(piece) || open.includes(piece)) {
      return;
    }
    open.push(piece);
    for (const { name, immediate } of piece.needs) {
      const needed = byName.get(name);
      if (!needed || needed === piece || !(immediate || called)) {
        continue;
      }
      if (immediate && open.includes(needed) && !placed.has(piece)) {
        loop ??= name;
      }
      place(needed, true);
    }
    open.pop();
    placed.add(piece);
    if (called) {
      whole.add(piece);
    }
  };
  const constants = pieces.filter(each => each.kind === 'constant').sort(inNotebook);
  const others = pieces.filter(each => each.kind !== 'constant').sort(inNotebook);
  [...constants, ...others].forEach(each => place(each, false));
  return loop ?? [...placed];
}

/** As they stand in the notebook. */
export function inNotebook(a: IPiece, b: IPiece): number {
  return a.page.cell.index - b.page.cell.index || a.from - b.from;
}
