/** Moving a function and what it needs into a module. A door of the engine: large, fetched when somebody asks for it. */
export type { Autoreload } from './extract/cell-edits';
export { extractable } from './extract/extractable';
export type { IExtractable } from './extract/extractable';
export { Extractor } from './extract/plan';
export type { Extracted, IExtraction, IPlan, ITraveller } from './extract/plan';
export type { IObstacle } from './extract/words';
