/** Reading values of unknown shape: a notebook may hold anything. */

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object (not for a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list, or an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts in a list; everything else in it is left out. */
export function words(value: unknown): readonly string[] {
  return list(value).filter((each): each is string => typeof each === 'string');
}

/** A multi-line text as notebooks store it: text, or a list of lines; null for anything else. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') {
    return value;
  }
  return Array.isArray(value) && value.every(each => typeof each === 'string') ? value.join('') : null;
}

/** The text, or an empty one. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
