/** Which Python the kernel has, for what differs from one to the next. */
import type { INotebookFacts } from './notebook-facts';

/** 12 for Python 3.12; null where it is not known. */
export function minorVersion({ document }: INotebookFacts): number | null {
  const found = /^3\.(\d+)(?:\D|$)/.exec(document.kernel?.version ?? '');
  return found ? Number(found[1]) : null;
}
