/** JupyterLab's settings <-> the store. The schema is in schema/plugin.json. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import type { JSONObject, JSONValue } from '@lumino/coreutils';
import { readOptions, rules } from '../engine';
import type { ISurfaceOptions } from '../tokens';
import { IFindings } from '../tokens';
import { ALL_SURFACES, Findings } from './findings';
import { debug, fault, warn } from './log';
import { translations } from './translation';

/** Id of the plugin that owns the settings. */
export const PLUGIN_ID = 'jupyterlab-async-doctor:plugin';

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
    const { options, problems } = readOptions(
      composite,
      rules.map(rule => rule.id)
    );
    for (const problem of problems) {
      // Once each: settings are read again on every change.
      if (!this._told.has(problem)) {
        this._told.add(problem);
        warn(problem);
      }
    }
    this._store.configure(options, readSurfaces(composite));
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

/** The switches of the surfaces; on unless they are clearly off. */
export function readSurfaces(composite: unknown): ISurfaceOptions {
  const given = isObject(composite) ? composite : {};
  return {
    banners: given['banners'] !== false,
    toasts: given['toasts'] !== false,
    underlines: given['underlines'] !== false
  };
}

function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
    findings.configure(readOptions({}, []).options, ALL_SURFACES);
    // Nobody waits for the settings: until they are there the defaults hold.
    void registry?.load(PLUGIN_ID).then(
      settings => {
        new SettingsReader(findings, settings);
        debug('settings read', { rules: rules.length });
      },
      reason => fault('settings', reason)
    );
    return findings;
  }
};
