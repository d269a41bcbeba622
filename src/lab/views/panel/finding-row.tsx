/** One finding in the panel's list. */
import * as React from 'react';
import type { IFinding } from '../../../engine';
import type { IOpenDocument } from '../../../tokens';
import { describe, sameFinding } from '../shown';
import type { IPanelContext } from './model';
import { ActionBar, Change, LevelMark } from './parts';

/** What a row is told. */
export interface IFindingRowProps {
  readonly context: IPanelContext;
  readonly document: IOpenDocument;
  readonly finding: IFinding;
  /** Index of the cell in the document. */
  readonly cell: number;
  /** The cell and line as a person knows them. */
  readonly label: string;
  /** The selected row is open and takes part in the Tab order. */
  readonly selected: boolean;
  readonly onChoose: (finding: IFinding) => void;
}

/** A row; drawn again only when it would look different, or is open: fixes may have changed. */
export const FindingRow = React.memo(Row, sameRow);

function Row(props: IFindingRowProps): React.ReactElement {
  const { context, document, finding, cell, label, selected, onChoose } = props;
  return (
    <li
      className={`jp-AsyncDoctorPanel-finding${selected ? ' jp-mod-selected' : ''}`}
      data-rule={finding.rule}
      data-level={finding.level}
      data-cell={cell}
    >
      <button
        type="button"
        className="jp-AsyncDoctorPanel-row"
        aria-expanded={selected}
        tabIndex={selected ? 0 : -1}
        data-key={finding.key}
        title={finding.message}
        onClick={() => onChoose(finding)}
      >
        <LevelMark level={finding.level} trans={context.trans} />
        <span className="jp-AsyncDoctorPanel-text">
          <span className="jp-AsyncDoctorPanel-what">{finding.title.replace(/\.$/, '')}</span>
          <span className="jp-AsyncDoctorPanel-where">{label}</span>
        </span>
      </button>
      {selected ? <Details context={context} document={document} finding={finding} /> : null}
    </li>
  );
}

function sameRow(a: IFindingRowProps, b: IFindingRowProps): boolean {
  const { finding, onChoose, ...rest } = a;
  return (
    !b.selected &&
    onChoose === b.onChoose &&
    sameFinding(finding, b.finding) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every(key => a[key] === b[key])
  );
}

function Details(props: Pick<IFindingRowProps, 'context' | 'document' | 'finding'>): React.ReactElement {
  const { context, document, finding } = props;
  const { change, others, refusal, actions } = describe(context.store, context.actions, document, finding);
  return (
    <div className="jp-AsyncDoctorPanel-details">
      <p className="jp-AsyncDoctor-words">{finding.message}</p>
      {change ? <Change change={change} /> : null}
      {others.length > 0 ? (
        <p className="jp-AsyncDoctor-note">
          {context.trans._n('Also changes %1 other cell.', 'Also changes %1 other cells.', others.length)}
        </p>
      ) : null}
      {refusal ? <p className="jp-AsyncDoctor-note">{refusal}</p> : null}
      <ActionBar context={context} document={document} finding={finding} actions={actions} />
    </div>
  );
}
