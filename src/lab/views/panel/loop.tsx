/** What is known of the kernel's event loop without asking the kernel anything. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IDocument, IFinding, IKernel } from '../../../engine';
import { cellName } from '../shown';

/** One line on the kernel, one on its loop, and one when something patches the loop. */
export function EventLoop(props: {
  document: IDocument | null;
  findings: readonly IFinding[];
  trans: TranslationBundle;
}): React.ReactElement {
  const { document, findings, trans } = props;
  const kernel = document?.language === 'python' ? document.kernel : null;
  if (!document || !kernel) {
    return <p className="jp-AsyncDoctorPanel-empty">{trans.__('No Python kernel is connected.')}</p>;
  }
  const patched = findings.find(finding => finding.rule === 'nest-asyncio');
  const at = document.cells.findIndex(cell => cell.id === patched?.cell);
  return (
    <div className="jp-AsyncDoctorPanel-loop">
      <p className="jp-AsyncDoctorPanel-kernel">{kernelName(trans, kernel)}</p>
      <p>
        {kernel.implementation === 'pyodide'
          ? trans.__('This kernel lives in the browser: asyncio.run() works in a cell.')
          : trans.__('The kernel already runs a loop: cells can await directly.')}
      </p>
      {at >= 0 ? <p>{trans.__('nest_asyncio patches that loop in %1.', cellName(trans, document, at))}</p> : null}
    </div>
  );
}

function kernelName(trans: TranslationBundle, kernel: IKernel): string {
  const names: Record<string, string> = { ipython: 'ipykernel', pyodide: 'Pyodide', xpython: 'xeus-python' };
  const name = names[kernel.implementation] ?? kernel.implementation;
  // Pyodide reports an old language version whatever it runs.
  const version = kernel.implementation === 'pyodide' ? '' : kernel.version;
  return trans.__('Python %1 · %2', version, name).replace(/ {2,}/g, ' ');
}
