/** Every rule with its switch and its level. */
import * as React from 'react';
import type { IRuleInfo, Level } from '../../../engine';
import { rules } from '../../../engine';
import { levelName } from '../shown';
import type { IPanelContext } from './model';

/** Levels a person can choose, quiet to loud. */
const CHOICES: readonly Level[] = ['hint', 'info', 'warning', 'error'];

/** The rules, by title. */
export function RuleList({ context }: { context: IPanelContext }): React.ReactElement {
  const [trouble, setTrouble] = React.useState('');
  const set = (rule: string, key: 'enabled' | 'level', value: unknown): void => {
    context.store.setRule(rule, key, value).then(
      () => setTrouble(''),
      error => setTrouble(error instanceof Error ? error.message : String(error))
    );
  };
  return (
    <>
      <p className="jp-AsyncDoctorPanel-trouble" role="alert" hidden={trouble === ''}>
        {trouble}
      </p>
      <ul className="jp-AsyncDoctorPanel-rules">
        {rules.map(rule => (
          <RuleRow key={rule.id} context={context} rule={rule} set={set} />
        ))}
      </ul>
    </>
  );
}

function RuleRow(props: {
  context: IPanelContext;
  rule: IRuleInfo;
  set: (rule: string, key: 'enabled' | 'level', value: unknown) => void;
}): React.ReactElement {
  const { context, rule, set } = props;
  const { trans, store, model } = context;
  const chosen = store.options.rules[rule.id];
  const level = chosen?.level ?? rule.level;
  const on = (chosen?.enabled ?? true) && level !== 'off';
  const toggle = (checked: boolean): void => {
    // A rule that is quiet by default stays quiet when it is only enabled: give it a level to speak at.
    if (checked && level === 'off') {
      set(rule.id, 'level', 'warning');
    }
    if (checked !== (chosen?.enabled ?? true)) {
      set(rule.id, 'enabled', checked);
    }
  };
  return (
    <li className="jp-AsyncDoctorPanel-rule" data-rule-switch={rule.id}>
      <label className="jp-AsyncDoctorPanel-ruleLabel" title={rule.title}>
        <input type="checkbox" checked={on} onChange={event => toggle(event.target.checked)} />
        <span>{rule.title}</span>
      </label>
      <button
        type="button"
        className="jp-AsyncDoctor-button jp-mod-quiet"
        aria-label={trans.__('Why: %1', rule.title)}
        title={trans.__('Why')}
        onClick={() => {
          model.page = { rule: rule.id, document: null, finding: null };
        }}
      >
        ?
      </button>
      <select
        className="jp-AsyncDoctor-select"
        aria-label={trans.__('Level: %1', rule.title)}
        title={trans.__('%1 by default', levelName(trans, rule.level))}
        value={level}
        disabled={!on}
        onChange={event => set(rule.id, 'level', event.target.value)}
      >
        {level === 'off' ? <option value="off">{levelName(trans, 'off')}</option> : null}
        {CHOICES.map(each => (
          <option key={each} value={each}>
            {levelName(trans, each)}
          </option>
        ))}
      </select>
    </li>
  );
}
