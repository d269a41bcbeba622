/** The rule pages by rule id; generated from rules/*.md. */
export const pages: Record<string, string> = {};
