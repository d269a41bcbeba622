/** The list of findings: arrow keys move, Enter and a click jump. */
import * as React from 'react';
import type { IFinding } from '../../../engine';
import type { IOpenDocument } from '../../../tokens';
import { cellLabel, lineOf } from '../shown';
import { FindingRow } from './finding-row';
import type { IPanelContext } from './model';

/** The findings that pass the filter, in the order of their cells. */
export function FindingList(props: {
  context: IPanelContext;
  document: IOpenDocument;
  findings: readonly IFinding[];
}): React.ReactElement {
  const { context, document: doc, findings } = props;
  const [chosen, setChosen] = React.useState({ key: '', index: 0 });
  const list = React.useRef<HTMLUListElement>(null);
  const hasFocus = React.useRef(false);

  // When the chosen finding is gone, the next one takes its place.
  const at = findings.findIndex(finding => finding.key === chosen.key);
  const selected = at >= 0 ? at : Math.min(chosen.index, findings.length - 1);

  const latest = React.useRef(findings);
  latest.current = findings;
  const choose = React.useCallback(
    ({ key }: IFinding) => {
      const index = latest.current.findIndex(each => each.key === key);
      const finding = latest.current[index];
      setChosen({ key, index });
      if (finding) {
        void doc.reveal(finding.cell, finding.from);
      }
    },
    [doc]
  );

  const focusRow = (index: number): void => {
    list.current?.querySelectorAll<HTMLElement>('.jp-AsyncDoctorPanel-row')[index]?.focus();
  };

  React.useEffect(() => {
    // The focused row or button went away with its finding: do not leave the keyboard nowhere.
    if (hasFocus.current && document.activeElement === document.body) {
      focusRow(selected);
    }
  });

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!(event.target as HTMLElement).classList.contains('jp-AsyncDoctorPanel-row')) {
      return;
    }
    const last = findings.length - 1;
    const next = { ArrowDown: Math.min(selected + 1, last), ArrowUp: Math.max(selected - 1, 0), Home: 0, End: last }[
      event.key
    ];
    const finding = next === undefined ? undefined : findings[next];
    if (next !== undefined && finding) {
      event.preventDefault();
      setChosen({ key: finding.key, index: next });
      focusRow(next);
    }
  };

  const snapshot = doc.snapshot();
  const places = new Map(snapshot.cells.map((cell, index) => [cell.id, index]));
  return (
    <ul
      ref={list}
      className="jp-AsyncDoctorPanel-findings"
      onKeyDown={onKeyDown}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={event => {
        hasFocus.current = event.relatedTarget === null && !event.currentTarget.isConnected;
      }}
    >
      {findings.map((finding, index) => {
        const cell = places.get(finding.cell) ?? -1;
        const label = cellLabel(context.trans, snapshot, cell);
        return (
          <FindingRow
            key={finding.key}
            context={context}
            document={doc}
            finding={finding}
            cell={cell}
            label={context.trans.__('%1 line %2', label, lineOf(finding.source, finding.from))}
            selected={index === selected}
            onChoose={choose}
          />
        );
      })}
    </ul>
  );
}
