/** React and the store: draw again when something changed, count in slices. */
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import type { IFinding } from '../../../engine';
import type { IOpenDocument } from '../../../tokens';
import type { IPanelContext } from './model';

/** Longest time in milliseconds that counting may keep the page from answering. */
const SLICE = 8;

/** Milliseconds after which findings that changed are counted again. */
const LATER = 300;

/** Draw again, at most once a frame, when the store or the panel's state changed and somebody can see it. */
export function useLive(context: IPanelContext): void {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    const { store, model } = context;
    const receiver = {};
    let frame = 0;
    const changed = (): void => {
      if (frame === 0 && model.visible) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          draw();
        });
      }
    };
    store.changed.connect(changed, receiver);
    store.currentChanged.connect(changed, receiver);
    model.changed.connect(changed, receiver);
    // Something may have happened between drawing and connecting.
    changed();
    return () => {
      cancelAnimationFrame(frame);
      Signal.disconnectReceiver(receiver);
    };
  }, [context]);
}

/**
 * How many findings have a safe fix. Fixes are worked out one by one in slices, so that a notebook with
 * hundreds of findings stays usable; until then the last number stands.
 */
export function useSafeCount(
  context: IPanelContext,
  document: IOpenDocument | null,
  findings: readonly IFinding[]
): number {
  const [known, setKnown] = React.useState<{ document: IOpenDocument | null; count: number }>({ document, count: 0 });
  const counted = React.useRef<IOpenDocument | null>(null);
  React.useEffect(() => {
    let timer = 0;
    let count = 0;
    let next = 0;
    const work = (): void => {
      const start = performance.now();
      while (document && next < findings.length) {
        if (document.isDisposed) {
          return;
        }
        if (performance.now() - start > SLICE) {
          timer = window.setTimeout(work, 0);
          return;
        }
        const { fixes } = context.store.fixes(document, findings[next++]!);
        count += fixes.some(fix => fix.applicability === 'safe') ? 1 : 0;
      }
      counted.current = document;
      setKnown(now => (now.document === document && now.count === count ? now : { document, count }));
    };
    timer = window.setTimeout(work, counted.current === document ? LATER : 0);
    return () => clearTimeout(timer);
  }, [context, document, findings]);
  return known.document === document ? known.count : 0;
}
