/** The explanation of a rule, with the words and the change of one finding first. */
import * as React from 'react';
import { rules } from '../../../engine';
import { describe } from '../shown';
import { Markdown } from './markdown';
import type { IPage, IPanelContext } from './model';
import { ActionBar, Change, LevelMark } from './parts';

/** One explanation; takes the focus so that it is read out, gives the lists back on Back or Escape. */
export function WhyPage({ context, page }: { context: IPanelContext; page: IPage }): React.ReactElement {
  const { trans, model } = context;
  const [text, setText] = React.useState<string | null>(null);
  const heading = React.useRef<HTMLHeadingElement>(null);
  const title = rules.find(rule => rule.id === page.rule)?.title ?? page.rule;

  React.useEffect(() => {
    let current = true;
    setText(null);
    void import('../../../engine/pages').then(
      ({ pages }) => current && setText(pages[page.rule] ?? ''),
      () => current && setText('')
    );
    return () => {
      current = false;
    };
  }, [page.rule]);

  React.useEffect(() => heading.current?.focus(), [page]);

  const back = (): void => {
    model.page = null;
  };
  return (
    <div
      className="jp-AsyncDoctorPanel-why"
      onKeyDown={event => {
        if (event.key === 'Escape') {
          model.leavePage();
        }
      }}
    >
      <div className="jp-AsyncDoctorPanel-header">
        <button type="button" className="jp-AsyncDoctor-button jp-mod-plain" onClick={back}>
          {trans.__('Back')}
        </button>
      </div>
      <div className="jp-AsyncDoctorPanel-page">
        <h2 ref={heading} tabIndex={-1} data-rule-page={page.rule}>
          {title}
        </h2>
        <Case context={context} page={page} />
        {text === null ? <p>{trans.__('Loading…')}</p> : null}
        {text === '' ? <p>{trans.__('There is no page for this rule.')}</p> : null}
        {text ? <Markdown text={text} trans={trans} /> : null}
      </div>
    </div>
  );
}

/** What the rule saw here, and what can be done about it while it is still so. */
function Case({ context, page }: { context: IPanelContext; page: IPage }): React.ReactElement | null {
  const { document, finding } = page;
  if (!document || document.isDisposed || !finding) {
    return null;
  }
  const now = context.store.findings(document).find(each => each.key === finding.key && each.source === finding.source);
  const shown = now ? describe(context.store, context.actions, document, now) : null;
  return (
    <div className="jp-AsyncDoctorPanel-case" data-level={finding.level}>
      <p className="jp-AsyncDoctor-words">
        <LevelMark level={finding.level} trans={context.trans} />
        <strong className="jp-AsyncDoctor-title">{finding.title}</strong> {finding.message}
      </p>
      {shown?.change ? <Change change={shown.change} /> : null}
      {shown?.refusal ? <p className="jp-AsyncDoctor-note">{shown.refusal}</p> : null}
      {now && shown ? (
        <ActionBar
          context={context}
          document={document}
          finding={now}
          actions={shown.actions.filter(action => action.id !== 'why')}
        />
      ) : (
        <p className="jp-AsyncDoctor-note">{context.trans.__('The cell has changed since.')}</p>
      )}
    </div>
  );
}
