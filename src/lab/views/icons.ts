/** Our icons. The shape alone tells the level, so that colour is never the only sign. */
import { LabIcon } from '@jupyterlab/ui-components';
import type { Level } from '../../engine';

const ring = 'M12 4a8 8 0 1 0 8 8';
const body = [
  `<path class="jp-icon3" stroke="#616161" stroke-width="2.2" style="fill:none" d="${ring}"/>`,
  '<path class="jp-icon3" fill="#616161" d="M12 0.6v6.8L16.6 4z"/>',
  '<path class="jp-icon3" fill="#616161" d="M10.8 8.2h2.4v2.6h2.6v2.4h-2.6v2.6h-2.4v-2.6H8.2v-2.4h2.6z"/>'
].join('');

/** The panel's icon: an arrow running round a cross. */
export const doctorIcon = new LabIcon({
  name: 'jupyterlab-async-doctor:doctor',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">${body}</svg>`
});

const counted = new Map<string, LabIcon>();

/**
 * The panel's icon with a count beside it.
 *
 * @param count - how many findings; 0 for the bare icon, more than 99 is shown as `99+`.
 * @param loud - true when one of them is an error.
 */
export function countedIcon(count: number, loud: boolean): LabIcon {
  if (count <= 0) {
    return doctorIcon;
  }
  const text = count > 99 ? '99+' : String(count);
  const kind = loud ? 'error' : 'other';
  const name = `jupyterlab-async-doctor:doctor-${kind}-${text}`;
  let icon = counted.get(name);
  if (!icon) {
    const width = 8 + 7 * text.length;
    const badge =
      `<rect class="jp-AsyncDoctor-badge" data-level="${kind}" x="${24 - width}" y="9" width="${width}" height="15" rx="7.5"/>` +
      `<text class="jp-AsyncDoctor-badgeText" x="${24 - width / 2}" y="20.8" text-anchor="middle">${text}</text>`;
    icon = new LabIcon({
      name,
      svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">${body}${badge}</svg>`
    });
    counted.set(name, icon);
  }
  return icon;
}

const shapes: Record<Exclude<Level, 'off'>, string> = {
  error:
    'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.3 9.2-1.1 1.1L8 9.1l-2.2 2.2-1.1-1.1L6.9 8 4.7 5.8l1.1-1.1L8 6.9l2.2-2.2 1.1 1.1L9.1 8z',
  warning: 'M8 1.2.6 14.4h14.8zM7.2 6h1.6v4.4H7.2zm0 5.4h1.6V13H7.2z',
  info: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm-.8 3.2h1.6v1.6H7.2zm0 2.8h1.6v4.8H7.2z',
  hint: 'M8 1.5a4.6 4.6 0 0 0-2.6 8.4V11h5.2V9.9A4.6 4.6 0 0 0 8 1.5zM5.8 12h4.4v1H5.8zm.9 1.7h2.6v.8H6.7z'
};

const levels = new Map<Level, LabIcon>();

/** The icon of a level; it takes the colour of the text around it. */
export function levelIcon(level: Level): LabIcon {
  const shape = level === 'off' ? 'hint' : level;
  let icon = levels.get(shape);
  if (!icon) {
    icon = new LabIcon({
      name: `jupyterlab-async-doctor:${shape}`,
      svgstr:
        '<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 16 16">' +
        `<path fill="currentColor" fill-rule="evenodd" d="${shapes[shape]}"/></svg>`
    });
    levels.set(shape, icon);
  }
  return icon;
}
