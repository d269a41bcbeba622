/** A small menu under a button, for the keyboard as much as for the mouse. */

/** One line of the menu. */
export interface IChoice {
  readonly label: string;
  readonly caption: string;
  choose(): void;
}

let opened: (() => void) | null = null;

/**
 * Open a menu; it closes on a choice, Escape, Tab, a press elsewhere, or when something scrolls.
 *
 * @param anchor - the button it belongs to; gets the focus back.
 * @param label - the menu's accessible name.
 * @param choices - its lines.
 */
export function openMenu(anchor: HTMLElement, label: string, choices: readonly IChoice[]): void {
  opened?.();
  const node = document.createElement('div');
  // Styles of JupyterLab 4.3 and newer reach only nodes with this class once they are outside the shell.
  node.className = 'jp-AsyncDoctorMenu jp-ThemedContainer';
  node.setAttribute('role', 'menu');
  node.setAttribute('aria-label', label);
  for (const choice of choices) {
    node.append(item(choice, close));
  }
  const elsewhere = (event: Event): void => {
    if (!node.contains(event.target as Node)) {
      close(false);
    }
  };
  const leave = (): void => close(false);
  const { left, top } = anchor.getBoundingClientRect();
  const scrolled = (): void => {
    // The event of a scroll that brought the button into sight comes after the press that opened the menu.
    const now = anchor.getBoundingClientRect();
    if (now.left !== left || now.top !== top) {
      close(false);
    }
  };

  function close(refocus: boolean): void {
    if (opened !== leave) {
      return;
    }
    opened = null;
    node.remove();
    anchor.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', elsewhere, true);
    document.removeEventListener('scroll', scrolled, true);
    window.removeEventListener('resize', leave);
    window.removeEventListener('blur', leave);
    if (refocus) {
      anchor.focus();
    }
  }

  node.addEventListener('keydown', event => onKey(event, node, close));
  document.body.append(node);
  place(node, anchor.getBoundingClientRect());
  opened = leave;
  anchor.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', elsewhere, true);
  document.addEventListener('scroll', scrolled, true);
  window.addEventListener('resize', leave);
  window.addEventListener('blur', leave);
  (node.firstElementChild as HTMLElement | null)?.focus();
}

function item(choice: IChoice, close: (refocus: boolean) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'jp-AsyncDoctorMenu-item';
  button.setAttribute('role', 'menuitem');
  button.tabIndex = -1;
  button.textContent = choice.label;
  button.title = choice.caption;
  button.addEventListener('click', () => {
    close(true);
    choice.choose();
  });
  return button;
}

function onKey(event: KeyboardEvent, node: HTMLElement, close: (refocus: boolean) => void): void {
  // The notebook reads single letters as commands: none may leave the menu.
  event.stopPropagation();
  const items = [...node.children] as HTMLElement[];
  const at = items.indexOf(node.ownerDocument.activeElement as HTMLElement);
  const target: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at + items.length - 1) % items.length,
    Home: 0,
    End: items.length - 1
  };
  const next = target[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next]?.focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    close(true);
  }
}

/** Below the anchor, or above it where there is no room; never outside the window. */
function place(node: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = anchor.bottom + height <= window.innerHeight;
  node.style.left = `${Math.max(0, Math.min(anchor.left, window.innerWidth - width))}px`;
  node.style.top = `${Math.max(0, below ? anchor.bottom : anchor.top - height)}px`;
}
