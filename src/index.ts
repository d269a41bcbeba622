/** Lists the plugins, nothing else. */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { actions } from './lab/actions';
import { commands } from './lab/commands';
import { extract } from './lab/extract';
import { kernels, notebooks } from './lab/notebooks';
import { store } from './lab/settings';
import { toasts } from './lab/toasts';
import { banners } from './lab/views/banner';
import { panel } from './lab/views/panel';
import { underlines } from './lab/views/underline';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  store,
  kernels,
  notebooks,
  actions,
  panel,
  extract,
  banners,
  underlines,
  toasts,
  commands
];

export default plugins;
