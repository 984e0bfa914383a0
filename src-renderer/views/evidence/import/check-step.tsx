/** The second step: what could not be told from the evidence alone, kind by kind. */
import { useState, type ReactNode } from 'react';
import type { ImportSurvey } from '#contract/mapping.ts';
import { LayoutList } from './layout-list.tsx';
import { needsLook, noDraft, type Draft, type Drafts } from './drafts.ts';
import { Mapper } from './mapper.tsx';
import './import.css';

interface CheckStepProps {
  readonly survey: ImportSurvey;
  readonly format: string;
  readonly drafts: Drafts;
  readonly onDraft: (signature: string, draft: Draft) => void;
}

/** List and form. */
export function CheckStep({ survey, format, drafts, onDraft }: CheckStepProps): ReactNode {
  const ordered = [...survey.layouts].sort((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
  const [chosen, setChosen] = useState(ordered[0]?.signature ?? '');
  const layout = ordered.find(({ signature }) => signature === chosen);
  const alone = ordered.length === 1 && survey.troubles.length === 0;
  return (
    <div className={alone ? 'check-step alone' : 'check-step'}>
      {!alone && (
        <LayoutList
          survey={{ ...survey, layouts: ordered }}
          drafts={drafts}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {layout !== undefined && (
        <Mapper
          key={layout.signature}
          layout={layout}
          format={format}
          draft={drafts.get(layout.signature) ?? noDraft}
          onDraft={(draft) => onDraft(layout.signature, draft)}
        />
      )}
    </div>
  );
}
