/** JupyterLab's settings <-> the store. The schema is in schema/plugin.json. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSONObject, JSONValue } from '@lumino/coreutils';
import type { IOptions } from '../engine';
import { readOptions, rules } from '../engine';
import type { ISurfaceOptions, Rerun } from '../tokens';
import { IFindings } from '../tokens';
import { Findings } from './findings';
import { fault, warn } from './log';
import { readSettingsText } from './settings-file';
import { translations } from './translation';

/** Id of the plugin that owns the settings. */
export const PLUGIN_ID = 'jupyterlab-async-doctor:plugin';

const RERUNS: readonly Rerun[] = ['first', 'second', 'never'];

/** The part of JupyterLab's settings that is used. */
export type Settings = Pick<ISettingRegistry.ISettings, 'composite' | 'changed' | 'get' | 'set'>;

/** Keeps the store as the settings say. */
export class SettingsReader {
  constructor(
    private readonly _store: Findings,
    private readonly _settings: Settings
  ) {
    _store.writer = (rule, key, value) => this._write(rule, key, value);
    _settings.changed.connect(this._read, this);
    this._read();
  }

  private _read(): void {
    const { composite } = this._settings;
    this._store.configure(readKnown(composite, this._told), readSurfaces(composite));
  }

  /** Change one value of one rule; everything else a person wrote stays, known or not. */
  private async _write(rule: string, key: 'enabled' | 'level', value: unknown): Promise<void> {
    const own = this._settings.get('rules').user;
    const all: JSONObject = isObject(own) ? { ...own } : {};
    const one = all[rule];
    all[rule] = { ...(isObject(one) ? one : {}), [key]: value as JSONValue };
    await this._settings.set('rules', all);
  }

  private readonly _told = new Set<string>();
}

/** The switches of the surfaces, on unless they are clearly off, and what is offered, as usual unless clearly said. */
export function readSurfaces(composite: unknown): ISurfaceOptions {
  const given = isObject(composite) ? composite : {};
  return {
    banners: given['banners'] !== false,
    toasts: given['toasts'] !== false,
    underlines: given['underlines'] !== false,
    rerun: RERUNS.find(each => each === given['rerun']) ?? 'first'
  };
}

function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Read the settings, now and whenever they change, even if JupyterLab refuses them today. */
async function load(registry: ISettingRegistry, findings: Findings, trans: TranslationBundle): Promise<void> {
  try {
    const settings = await registry.load(PLUGIN_ID);
    new SettingsReader(findings, settings);
  } catch (reason) {
    if (Array.isArray(reason)) {
      // JupyterLab's list of what is wrong, which it has printed by itself.
      warn('JupyterLab refuses these settings as a whole; what is right in them counts all the same.');
    } else {
      fault('reading the settings', reason);
    }
    findings.writer = () => {
      return Promise.reject(new Error(trans.__('Your settings of Async Doctor hold a wrong value: mend that first.')));
    };
    const raw = (await registry.connector.fetch(PLUGIN_ID).catch(() => undefined))?.raw;
    const composite = raw ? readSettingsText(raw) : {};
    findings.configure(readKnown(composite, new Set()), readSurfaces(composite));
    const again = (_: ISettingRegistry, id: string): void => {
      if (id === PLUGIN_ID) {
        registry.pluginChanged.disconnect(again, findings);
        void load(registry, findings, trans);
      }
    };
    registry.pluginChanged.connect(again, findings);
  }
}

/** Read the rules' settings; what is not understood is logged once and left as it is. */
function readKnown(composite: unknown, told: Set<string>): IOptions {
  const known = rules.map(rule => rule.id);
  const { options, problems } = readOptions(composite, known);
  for (const problem of problems.filter(each => !told.has(each))) {
    told.add(problem);
    warn(problem);
  }
  return options;
}

/** Provides the store and keeps it as the settings say. */
export const store: JupyterFrontEndPlugin<IFindings> = {
  id: PLUGIN_ID,
  description: 'Finds asyncio mistakes in open documents, as the settings say.',
  autoStart: true,
  provides: IFindings,
  optional: [ISettingRegistry, ITranslator],
  activate: (_: JupyterFrontEnd, registry: ISettingRegistry | null, translator: ITranslator | null): IFindings => {
    const findings = new Findings(translations(translator));
    if (registry) {
      // Nobody waits for the settings: until they are there the defaults hold.
      void load(registry, findings, translations(translator));
    }
    return findings;
  }
};
