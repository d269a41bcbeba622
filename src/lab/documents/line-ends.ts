/** Cells that no change can be written into without harm. */

/**
 * True when the text has Windows line ends. The editor counts such an end as one character, the document as two, so
 * JupyterLab puts every change of the document into the wrong place of the editor, and the next key spoils the cell.
 */
export function hasWindowsLines(source: string): boolean {
  return source.includes('\r\n');
}
