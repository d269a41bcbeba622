/** A change as elements; text only, never markup. */
import type { IChange } from './change';

/** Lines that go and come; text only. */
export function changeNode(change: IChange): HTMLElement {
  const node = document.createElement('div');
  node.className = 'jp-AsyncDoctor-change';
  for (const each of change.lines) {
    const row = document.createElement(each.kind === 'removed' ? 'del' : 'ins');
    row.className = 'jp-AsyncDoctor-line';
    const [from, to] = each.part ?? [0, 0];
    const part = document.createElement('span');
    part.className = 'jp-AsyncDoctor-part';
    part.textContent = each.text.slice(from, to);
    row.append(each.kind === 'removed' ? '− ' : '+ ', each.text.slice(0, from), part, each.text.slice(to));
    row.title = each.full;
    node.append(row);
  }
  if (change.more) {
    const more = document.createElement('div');
    more.className = 'jp-AsyncDoctor-line';
    more.textContent = '…';
    node.append(more);
  }
  return node;
}
