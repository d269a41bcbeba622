/** All of the panel; loaded when somebody looks at it. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';
import type { IFinding, Level } from '../../../engine';
import { LEVELS } from '../../../engine';
import type { ICellsRead, Reading } from '../../../tokens';
import { levelName } from '../shown';
import { FindingList } from './findings';
import { useLive, useSafeCount } from './live';
import { EventLoop } from './loop';
import type { IPanelContext } from './model';
import { LevelMark, Section } from './parts';
import { RuleList } from './rules';
import { WhyPage } from './why';

/** The panel's content as a widget. */
export function createContent(context: IPanelContext): Widget {
  const widget = ReactWidget.create(<Doctor context={context} />);
  widget.addClass('jp-AsyncDoctorPanel-content');
  return widget;
}

/** The lists, or the explanation that is open. */
export function Doctor({ context }: { context: IPanelContext }): React.ReactElement {
  useLive(context);
  const [quietest, setQuietest] = React.useState<Level>('hint');
  const { page } = context.model;
  const root = React.useRef<HTMLDivElement>(null);
  const hadPage = React.useRef(false);
  React.useEffect(() => {
    // Back was pressed, and its button is gone: do not leave the keyboard nowhere.
    if (!page && hadPage.current && document.activeElement === document.body) {
      const find = (selector: string): HTMLElement | null => root.current?.querySelector(selector) ?? null;
      (find('.jp-AsyncDoctorPanel-row[tabindex="0"]') ?? find('.jp-AsyncDoctorPanel-sectionTitle button'))?.focus();
    }
    hadPage.current = page !== null;
  }, [page]);
  return (
    <div ref={root} className="jp-AsyncDoctorPanel-root">
      {page ? (
        <WhyPage context={context} page={page} />
      ) : (
        <Lists context={context} quietest={quietest} setQuietest={setQuietest} />
      )}
    </div>
  );
}

const NONE: readonly IFinding[] = [];

interface IListsProps {
  readonly context: IPanelContext;
  readonly quietest: Level;
  readonly setQuietest: (level: Level) => void;
}

function Lists({ context, quietest, setQuietest }: IListsProps): React.ReactElement {
  const { store, trans, actions } = context;
  const document = store.current;
  const snapshot = document?.snapshot() ?? null;
  const findings = document ? store.findings(document) : NONE;
  const safe = useSafeCount(context, document, findings);
  const least = LEVELS.indexOf(quietest);
  const passing = findings.filter(finding => LEVELS.indexOf(finding.level) >= least);
  const foreign = snapshot !== null && snapshot.language !== '' && snapshot.language !== 'python';
  const reading = document ? store.reading(document) : 'done';
  return (
    <div className="jp-AsyncDoctorPanel-lists">
      <div className="jp-AsyncDoctorPanel-header">
        <h2>{trans.__('Async Doctor')}</h2>
        <Counts context={context} findings={findings} />
      </div>
      {document && !foreign ? (
        <div className="jp-AsyncDoctorPanel-tools">
          {safe > 0 ? (
            <button
              type="button"
              className="jp-AsyncDoctor-button jp-mod-primary"
              title={trans.__('Asks first, then makes one undoable change')}
              onClick={() => void actions.fixAllSafe(document)}
            >
              {trans.__('Fix all safe (%1)', safe)}
            </button>
          ) : null}
          <LevelFilter context={context} quietest={quietest} setQuietest={setQuietest} />
          {reading === 'done' ? <CellsRead cells={store.cellsRead(document)} trans={trans} /> : null}
        </div>
      ) : null}
      <div className="jp-AsyncDoctorPanel-sections">
        <Section title={trans.__('Findings')}>
          {document && passing.length > 0 && !foreign ? (
            <FindingList context={context} document={document} findings={passing} />
          ) : (
            <p className="jp-AsyncDoctorPanel-empty">{emptyWords(context, findings.length, foreign, reading)}</p>
          )}
        </Section>
        <Section title={trans.__('Event loop')}>
          <EventLoop document={snapshot} findings={findings} trans={trans} />
        </Section>
        <Section title={trans.__('Rules')}>
          <RuleList context={context} />
        </Section>
      </div>
    </div>
  );
}

function emptyWords({ store, trans }: IPanelContext, hidden: number, foreign: boolean, reading: Reading): string {
  if (!store.current) {
    return trans.__('Open a notebook to see what is found in it.');
  }
  if (foreign) {
    return trans.__('This is not a Python notebook. Nothing in it is read.');
  }
  if (hidden > 0) {
    return trans._n('The filter hides %1 finding.', 'The filter hides %1 findings.', hidden);
  }
  switch (reading) {
    case 'waiting':
      return trans.__('Reading the notebook…');
    case 'failed':
      return trans.__('The notebook was not read: a part of Async Doctor could not be fetched. Is the server running?');
    case 'done':
      return trans.__('No findings in this notebook.');
  }
}

function CellsRead({ cells, trans }: { cells: ICellsRead; trans: TranslationBundle }): React.ReactElement {
  const { read, total, tooLong } = cells;
  const words = trans._n('%1 cell read', '%1 cells read', read);
  const unread = trans._n('%1 cell is too long to be read', '%1 cells are too long to be read', tooLong);
  return (
    <span className="jp-AsyncDoctorPanel-read" title={trans.__('%1 of %2 code cells', read, total)}>
      {tooLong > 0 ? `${words}, ${unread}` : words}
    </span>
  );
}

function Counts({ context, findings }: { context: IPanelContext; findings: readonly IFinding[] }): React.ReactElement {
  const counts = LEVELS.map(level => [level, findings.filter(each => each.level === level).length] as const);
  return (
    <span className="jp-AsyncDoctorPanel-counts">
      {[...counts].reverse().map(([level, count]) =>
        count > 0 ? (
          <span key={level}>
            <LevelMark level={level} trans={context.trans} />
            {count}
          </span>
        ) : null
      )}
    </span>
  );
}

function LevelFilter({ context, quietest, setQuietest }: IListsProps): React.ReactElement {
  const { trans } = context;
  return (
    <select
      className="jp-AsyncDoctor-select"
      aria-label={trans.__('Show levels')}
      value={quietest}
      onChange={event => setQuietest(event.target.value as Level)}
    >
      <option value="hint">{trans.__('All levels')}</option>
      {(['info', 'warning'] as const).map(level => (
        <option key={level} value={level}>
          {trans.__('%1 and above', levelName(trans, level))}
        </option>
      ))}
      <option value="error">{trans.__('Errors only')}</option>
    </select>
  );
}
