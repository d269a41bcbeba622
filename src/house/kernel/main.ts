/** What the kernel part of `npm test` needs of our sources, as one bundle. */
export { readCases, runsOf } from './cases';
export { judge } from './judge';
export { judgeMoved, readMoved, runsOfMoved } from './extracted';
