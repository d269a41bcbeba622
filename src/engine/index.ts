/** The only door of the engine: lab/ and cli/ import from here. */
export type { ICell, IDocument, IKernel, IMessage, ISpan, Output } from './document';
export type { Applicability, Evidence, IFinding, IFix, IFixes, ITextEdit, Level } from './finding';
export { LEVELS } from './finding';
export type { IOptions, IRuleOptions } from './options';
export { DEFAULT_OPTIONS, readOptions } from './options';
export type { IAnalysis } from './analyse';
export { createAnalysis } from './analyse';
export { applyEdits } from './edits/edit';
export type { IRuleInfo } from './rules/rule';
export { rules } from './rules';
export { ignoreComment } from './suppress';
export type { IReport, IReportFile, IReportFinding } from './report';
export { report } from './report';
