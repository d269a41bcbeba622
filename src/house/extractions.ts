/** Cases of *Extract to module*: notebooks, and what becomes of them. Read by the tests of the engine and by kernels. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDocument } from '../engine';
import { cellId } from './examples';

const FILE = path.join(__dirname, '..', '..', 'kernel-tests', 'extractions.md');

/** One notebook. */
export interface IExtractionCase {
  readonly name: string;
  /** What is moved. */
  readonly asked: string;
  readonly cells: readonly string[];
  /** Texts of cells afterwards, by index; null where the case says nothing of them. */
  readonly after: readonly (string | null)[];
  /** Text of the module; null when something stands in the way. */
  readonly module: string | null;
  /** What stands in the way, one sentence a line. */
  readonly obstacles: readonly string[];
  /** Oldest Python that it is for; null for all. */
  readonly python: string | null;
}

/** A heading of a case, a fence with its word, or the line that says what is moved. */
const PART = /^### (.+)$|^```(\w+)(?: ([a-z]+))?\n([\s\S]*?)^```$|^Moves `(\w+)`(?:, from Python ([\d.]+) on)?\.$/gm;

/** All cases. */
export function readExtractions(): IExtractionCase[] {
  const cases: { -readonly [K in keyof IExtractionCase]: IExtractionCase[K] }[] = [];
  for (const [, heading, , word, text, asked, python] of readFileSync(FILE, 'utf8').matchAll(PART)) {
    const last = cases[cases.length - 1];
    if (heading !== undefined) {
      cases.push({ name: heading, asked: '', cells: [], after: [], module: null, obstacles: [], python: null });
    } else if (asked !== undefined) {
      Object.assign(last!, { asked, python: python ?? null });
    } else if (word === 'module') {
      last!.module = text!;
    } else if (word === 'after') {
      last!.after = [...last!.after.slice(0, -1), text!.replace(/\n$/, '')];
    } else if (word === 'refused') {
      last!.obstacles = text!.trim().split('\n');
    } else {
      last!.cells = [...last!.cells, text!.replace(/\n$/, '')];
      last!.after = [...last!.after, null];
    }
  }
  return cases;
}

/** The notebook of a case. */
export function notebookOf(cells: readonly string[]): IDocument {
  return {
    kind: 'notebook',
    language: 'python',
    kernel: { implementation: 'ipython', version: '3.12.1' },
    cells: cells.map((source, index) => ({
      id: cellId(index),
      kind: 'code' as const,
      source,
      executionCount: null,
      outputs: [],
      tags: [],
      editable: true
    })),
    messages: [],
    ignored: [],
    editable: true
  };
}
