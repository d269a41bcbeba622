/** Removes what a build wrote, so that no file of a deleted source is packed. */
import { rmSync } from 'node:fs';
import { inRoot } from './run.mjs';

for (const folder of ['lib', 'jupyterlab_async_doctor/labextension', 'jupyterlab_async_doctor/cli']) {
  rmSync(inRoot(folder), { recursive: true, force: true });
}
