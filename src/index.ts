/** Lists the plugins, nothing else. */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

/** Holds the settings; every other plugin works without it. */
const settings: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-async-doctor:plugin',
  description: 'Settings of Async Doctor.',
  autoStart: true,
  activate: () => undefined
};

export default [settings];
