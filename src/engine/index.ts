/**
 * The engine's front door: values and what is quickly done with them. Reading Python is behind the door `analyse.ts`,
 * moving a function into a module behind `extract.ts`, and the long texts are behind `pages.ts`: all are large, and a browser
 * fetches them when they are needed. `symptoms.ts` is for the command line alone.
 */
export type { ICell, IDocument, IKernel, IMessage, ISpan, IUse, Output } from './document';
export { MAX_CELL } from './document';
export type { Applicability, Evidence, IFinding, IFix, IFixes, ITextEdit, Level } from './finding';
export { LEVELS } from './finding';
export type { IOptions, IRuleOptions } from './options';
export { DEFAULT_OPTIONS, IGNORE_TAG, readOptions } from './options';
export type { IAnalysis } from './analyse';
export type { Autoreload, Extracted, Extractor, IPlan } from './extract';
export { applyEdits } from './edits/edit';
export type { IRuleInfo } from './rules/rule';
export { rules } from './rules/list';
export type { IReport, IReportFile, IReportFinding } from './report';
export { report } from './report';
