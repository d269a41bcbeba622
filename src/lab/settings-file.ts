/** Settings that JupyterLab refuses as a whole because one value is of a wrong type: the rest still counts. */

/**
 * The value of a settings file: JSON with comments and trailing commas, as JupyterLab writes it.
 *
 * @returns an empty object when it cannot be read.
 */
export function readSettingsText(raw: string): unknown {
  try {
    return JSON.parse(plainJson(raw));
  } catch {
    return {};
  }
}

/** Take comments and trailing commas away; strings are left alone. */
function plainJson(raw: string): string {
  const parts = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*[}\]])/g;
  return raw.replace(parts, part => (part.startsWith('"') ? part : ''));
}
