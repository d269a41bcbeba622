/** Small parts that the panel's sections share. */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IFinding, Level } from '../../../engine';
import type { IAction, IOpenDocument } from '../../../tokens';
import type { IChange } from '../change';
import { levelIcon } from '../icons';
import { openIgnoreMenu } from '../ignore';
import { levelName, weight } from '../shown';
import type { IPanelContext } from './model';

/** A level as an icon, with its name for screen readers. */
export function LevelMark({ level, trans }: { level: Level; trans: TranslationBundle }): React.ReactElement {
  const icon = levelIcon(level);
  return (
    <span className="jp-AsyncDoctor-level" data-level={level} title={levelName(trans, level)}>
      <icon.react tag="span" aria-hidden="true" />
      <span className="jp-AsyncDoctor-hidden">{levelName(trans, level)}</span>
    </span>
  );
}

/** Lines that go and come; text only. */
export function Change({ change }: { change: IChange }): React.ReactElement | null {
  if (change.lines.length === 0) {
    return null;
  }
  return (
    <div className="jp-AsyncDoctor-change">
      {change.lines.map((line, index) => {
        const [from, to] = line.part ?? [0, 0];
        const Tag = line.kind === 'removed' ? 'del' : 'ins';
        return (
          <Tag key={index} className="jp-AsyncDoctor-line" title={line.full}>
            {line.kind === 'removed' ? '− ' : '+ '}
            {line.text.slice(0, from)}
            <span className="jp-AsyncDoctor-part">{line.text.slice(from, to)}</span>
            {line.text.slice(to)}
          </Tag>
        );
      })}
      {change.more ? <div className="jp-AsyncDoctor-line">…</div> : null}
    </div>
  );
}

/** The buttons of a finding. */
export function ActionBar(props: {
  context: IPanelContext;
  document: IOpenDocument;
  finding: IFinding;
  actions: readonly IAction[];
}): React.ReactElement {
  const { context, document, finding, actions } = props;
  // Busy with this text: once it is rewritten, a long run of the cell is no reason to wait with the next mistake.
  const [working, setWorking] = React.useState<string | null>(null);
  const busy = working === finding.source;
  const alive = React.useRef(true);
  React.useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const press = (action: IAction, button: HTMLElement): void => {
    if (action.id === 'ignore') {
      openIgnoreMenu(button, context.trans, context.actions, document, finding);
    } else if (!busy) {
      setWorking(finding.source);
      void context.actions.run(document, finding, action).finally(() => alive.current && setWorking(null));
    }
  };
  return (
    <div className="jp-AsyncDoctor-actions">
      {actions.map(action => (
        <button
          key={`${action.id} ${action.fix ?? ''}`}
          type="button"
          className={`jp-AsyncDoctor-button jp-mod-${weight(action)}${action.id === 'ignore' ? ' jp-mod-menu' : ''}`}
          title={action.caption}
          data-action={action.id}
          aria-disabled={busy && action.id !== 'ignore'}
          aria-haspopup={action.id === 'ignore' ? 'menu' : undefined}
          onClick={event => press(action, event.currentTarget)}
        >
          {action.label}
        </button>
      ))}
    </div>
  );
}

/** A part of the panel that can be folded; found by its name. */
export function Section(props: { title: string; children: React.ReactNode }): React.ReactElement {
  const [open, setOpen] = React.useState(true);
  return (
    <section className="jp-AsyncDoctorPanel-section" aria-label={props.title}>
      <h3 className="jp-AsyncDoctorPanel-sectionTitle">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {props.title}
        </button>
      </h3>
      {open ? props.children : null}
    </section>
  );
}
