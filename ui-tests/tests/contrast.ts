/** Contrast of text as WCAG 2 counts it, measured in the page: no theme is trusted, and no style sheet. */
import type { Locator } from '@playwright/test';

/** Text that is hard to read: its words, colours and ratio. */
export interface IPale {
  readonly text: string;
  readonly colour: string;
  readonly background: string;
  readonly ratio: number;
}

/** All text below `root` that does not reach 4.5, or 3 where it is large. Disabled controls do not count. */
export async function paleTexts(root: Locator): Promise<IPale[]> {
  return root.evaluate(node => {
    type Colour = [number, number, number, number];

    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    // Through a canvas, so that whatever CSS calls a colour becomes four numbers.
    const read = (css: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!, alpha! / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + below[at] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = [red, green, blue].map(each => {
        const part = each / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
    };
    const background = (element: Element | null): Colour => {
      if (!element) {
        return [255, 255, 255, 1];
      }
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, background(element.parentElement));
    };
    const opacity = (element: Element | null): number =>
      element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1;

    const pale: { text: string; colour: string; background: string; ratio: number }[] = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement!;
      const style = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const disabled = element.closest('[aria-disabled="true"], :disabled') !== null;
      // One pixel is what hides text from all but screen readers.
      if (!text.textContent!.trim() || width <= 1 || height <= 1 || style.visibility === 'hidden' || disabled) {
        continue;
      }
      const below = background(element);
      const own = read(style.color);
      const colour = over([own[0], own[1], own[2], own[3] * opacity(element)], below);
      const [dark, light] = [luminance(colour), luminance(below)].sort((a, b) => a - b) as [number, number];
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) {
        const show = (each: Colour): string => each.slice(0, 3).map(Math.round).join(' ');
        pale.push({
          text: text.textContent!.trim().slice(0, 40),
          colour: show(colour),
          background: show(below),
          ratio: Math.round(ratio * 100) / 100
        });
      }
    }
    return pale;
  });
}
