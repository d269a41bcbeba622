import type { IFindings } from '../tokens';
import { ALL_SURFACES, Findings } from './findings';
import type { Settings } from './settings';
import { readSurfaces, SettingsReader } from './settings';
import { readSettingsText } from './settings-file';
import { engineOf, FakeAnalysis } from './testing/fake-analysis';
import { trans } from './testing/fake-context';
import { Signal } from '@lumino/signaling';

class FakeSettings {
  constructor(public user: Record<string, unknown>) {}

  readonly changed = new Signal<this, void>(this);

  get composite(): Record<string, unknown> {
    return this.user;
  }

  get(key: string): object {
    return { user: this.user[key], composite: this.user[key] };
  }

  async set(key: string, value: unknown): Promise<void> {
    this.user = { ...this.user, [key]: value };
    this.changed.emit();
  }
}

function setUp(user: Record<string, unknown>): { store: IFindings; settings: FakeSettings } {
  const store = new Findings(trans, engineOf(new FakeAnalysis()));
  const settings = new FakeSettings(user);
  new SettingsReader(store, settings as unknown as Settings);
  return { store, settings };
}

describe('settings', () => {
  it('take effect at once', async () => {
    const { store, settings } = setUp({});
    expect(store.surfaces).toEqual(ALL_SURFACES);
    await settings.set('toasts', false);
    expect(store.surfaces.toasts).toBe(false);
  });

  it.each(['first', 'second', 'never'])('say whether a cell may be run again: %s', rerun => {
    expect(setUp({ rerun }).store.surfaces).toEqual({ ...ALL_SURFACES, rerun });
  });

  it('keep everything else a person wrote when a rule is changed', async () => {
    const { store, settings } = setUp({ rules: { unknown: { level: 'x' }, other: { level: 'info' } }, mine: 1 });
    await store.setRule('other', 'enabled', false);
    expect(settings.user).toEqual({
      rules: { unknown: { level: 'x' }, other: { level: 'info', enabled: false } },
      mine: 1
    });
  });

  it('log what is not understood, in one line and once', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { settings } = setUp({ rules: { 'no-such-rule': {} } });
    await settings.set('banners', false);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.join(' ')).toContain('no-such-rule');
    warn.mockRestore();
  });

  it.each([null, undefined, 3, [], { banners: 'no', toasts: null, rerun: 'always' }])(
    'hold for odd values: %j',
    value => {
      expect(readSurfaces(value)).toEqual(ALL_SURFACES);
    }
  );

  it('are read from a file with comments, as JupyterLab writes it', () => {
    const raw = `{
    // Async Doctor: "what" it does
    "banners": false, /* not now, } */
    "rules": { "x//y": { "level": "a,}" }, },
    "toasts": "wrong type", // last
}`;
    expect(readSettingsText(raw)).toEqual({
      banners: false,
      rules: { 'x//y': { level: 'a,}' } },
      toasts: 'wrong type'
    });
    expect(readSettingsText('not JSON')).toEqual({});
  });
});
