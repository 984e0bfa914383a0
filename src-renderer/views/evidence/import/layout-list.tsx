/** The kinds of content that were found: those to be asked about first. */
import { CircleCheck, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportSurvey, SurveyedLayout } from '#contract/mapping.ts';
import { counted, exactNumber } from '../../../ui/numbers.ts';
import { fileName } from '../../../ui/cut-text.ts';
import { spelledOut } from '../../../ui/control-glyphs.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { evidenceName } from '../evidence-columns.tsx';
import { needsLook, type Drafts } from './drafts.ts';

interface LayoutListProps {
  readonly survey: ImportSurvey;
  readonly drafts: Drafts;
  readonly chosen: string;
  readonly onChoose: (signature: string) => void;
}

/** At the left of the second step. */
export function LayoutList({ survey, drafts, chosen, onChoose }: LayoutListProps): ReactNode {
  const { layouts, contents, more, troubles } = survey;
  return (
    <nav className="layout-list" aria-label="Kinds of content">
      <p className="help">
        {counted(contents, 'file')} looked at{more ? ', there are more' : ''};{' '}
        {counted(layouts.length, 'kind')} of content.
      </p>
      <ul>
        {layouts.map((layout) => (
          <li key={layout.signature}>
            <button
              type="button"
              aria-current={layout.signature === chosen}
              title={spelledOut(evidenceName(layout))}
              onClick={() => onChoose(layout.signature)}
            >
              <LayoutMark layout={layout} isSaid={drafts.has(layout.signature)} />
              <span className="cut">
                <VisibleText text={fileName(layout.member === '' ? layout.path : layout.member)} />
                {layout.contents > 1 && ` +${exactNumber(layout.contents - 1)}`}
              </span>
              <span className="cut quiet">{layout.card.label}</span>
            </button>
          </li>
        ))}
      </ul>
      {troubles.length > 0 && (
        <details>
          <summary>{counted(troubles.length, 'file')} nobody can read</summary>
          <ul className="layout-troubles">
            {troubles.map(({ path, member, error }) => (
              <li key={`${path} ${member}`}>
                <span className="mono">
                  <VisibleText text={fileName(member === '' ? path : member)} />
                </span>
                : <VisibleText text={error.message} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}

interface LayoutMarkProps {
  readonly layout: SurveyedLayout;
  readonly isSaid: boolean;
}

function LayoutMark({ layout, isSaid }: LayoutMarkProps): ReactNode {
  if (!needsLook(layout) || isSaid) {
    return <CircleCheck size={14} className="good" aria-label="clear" />;
  }
  return <CircleHelp size={14} className="asks" aria-label="please look" />;
}
