/** Failures that end in a `.py` file of the person's own. */
import type { IFailure, IFrame } from '../failures/failure';

/** A call in a cell that led into a module, which drives an event loop. */
export interface IModuleDrive {
  /** The function that the cell called. */
  readonly entered: IFrame;
  /** The function of the module that drives a loop. */
  readonly driving: IFrame;
}

/** Files of libraries that run loops. */
const LOOPS = /[\\/](?:asyncio|uvloop|anyio)[\\/]/;
/** Python's own files, installed packages, and what is no file of a person: cells, code from strings. */
const FOREIGN = /[\\/](?:site-packages|dist-packages|python\d[\d.]*|Lib|ipykernel_\d+)[\\/]|^<|(?<!\.py)$/;
const DRIVES = /\brun(?:_until_complete|_forever)?\s*\(/;

/** Where a module of the person drives a loop, below a cell; null where a library does, or where it cannot be told. */
export function moduleDrive({ frames }: IFailure): IModuleDrive | null {
  const last = frames.reduce((at, frame, index) => (frame.cell === null ? at : index), -1);
  const below = last < 0 ? [] : frames.slice(last + 1);
  const loop = below.findIndex(each => LOOPS.test(each.file));
  const own = loop < 0 ? below : below.slice(0, loop);
  const driving = own[own.length - 1];
  const told = driving && own.every(each => !FOREIGN.test(each.file)) && (loop > 0 || DRIVES.test(driving.code ?? ''));
  return told ? { entered: own[0]!, driving } : null;
}

/** The last part of a path, of whatever system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop()!;
}
