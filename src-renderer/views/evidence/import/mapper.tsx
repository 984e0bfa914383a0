/** One kind of content: how its fields become columns, shown on its first records as they change. */
import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportPreview, SurveyedLayout } from '#contract/mapping.ts';
import { useAsk } from '../../../app/use-ask.ts';
import { useCase } from '../../../app/use-case.ts';
import { Button } from '../../../ui/button.tsx';
import { Doing, ErrorNote, Warning } from '../../../ui/notes.tsx';
import { counted } from '../../../ui/numbers.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { evidenceName } from '../evidence-columns.tsx';
import { ColumnForm } from './column-form.tsx';
import { draftOf, previewInput, startingMapping, wholeMapping, type Draft } from './drafts.ts';
import { FieldsTable } from './fields-table.tsx';
import { PreviewGrid } from './preview-grid.tsx';
import { ProfileBar } from './profile-bar.tsx';
import { TimeForm } from './time-form.tsx';
import { goodZone } from './zone-field.tsx';

interface MapperProps {
  readonly layout: SurveyedLayout;
  readonly draft: Draft;
  /** A format that the analyst insists on for the whole import. */
  readonly format: string;
  readonly onDraft: (draft: Draft) => void;
}

/** Form at the left, the evidence's own fields beside it, the first events beneath. */
export function Mapper({ layout, draft, format, onDraft }: MapperProps): ReactNode {
  const options = format === '' ? {} : { format };
  // A half typed zone is not sent: what is on screen stays as it was.
  const asked = goodZone(draft.timeZone) ? draft : { ...draft, timeZone: '' };
  const { value, state, error, again } = useAsk(
    'import.preview',
    previewInput(layout, asked, options),
  );
  return (
    <div className="mapper" aria-busy={state === 'loading'}>
      <MapperHead layout={layout} />
      <KnownAlready layout={layout} />
      {error !== undefined && (
        <ErrorNote error={error} again={again}>
          {draft.mapping !== undefined && (
            <Button small onClick={() => onDraft({ ...draft, mapping: undefined })}>
              Back to the proposal
            </Button>
          )}
        </ErrorNote>
      )}
      {value === undefined && error === undefined && <Doing what="Reading its beginning" />}
      {value !== undefined && (
        <MapperBody layout={layout} draft={draft} preview={value} onDraft={onDraft} />
      )}
    </div>
  );
}

function MapperHead({ layout }: { readonly layout: SurveyedLayout }): ReactNode {
  const { card, contents, unknownLayout } = layout;
  return (
    <header className="mapper-head">
      <h3 className="mono cut">
        <VisibleText text={evidenceName(layout)} />
      </h3>
      <span className="quiet">
        {contents > 1 && `and ${counted(contents - 1, 'other')} with the same columns · `}
        {unknownLayout ? `${card.label}; what they mean is proposed below` : card.label}
      </span>
    </header>
  );
}

/** Evidence is in a case once; read in another way it has to be taken out first. */
function KnownAlready({ layout }: { readonly layout: SurveyedLayout }): ReactNode {
  const { info } = useCase();
  const known = info?.evidence.some(
    ({ path, member, status }) =>
      path === layout.path && member === layout.member && status === 'complete',
  );
  if (known !== true) return null;
  return (
    <Warning>
      This file is in the case already: unless it has changed, its records will be counted as
      duplicates. To read it in another way, remove it from the case first.
    </Warning>
  );
}

interface MapperBodyProps {
  readonly layout: SurveyedLayout;
  readonly draft: Draft;
  readonly preview: ImportPreview;
  readonly onDraft: (draft: Draft) => void;
}

function MapperBody({ layout, draft, preview, onDraft }: MapperBodyProps): ReactNode {
  const isMapped = draft.mapping !== undefined || layout.unknownLayout;
  const mapping = draft.mapping ?? (isMapped ? startingMapping(preview) : undefined);
  const setMapping = (next: Draft['mapping']): void => onDraft({ ...draft, mapping: next });
  return (
    <>
      <div className="mapper-top">
        <div className="mapper-form">
          {mapping !== undefined && (
            <ProfileBar
              format={preview.format}
              mapping={wholeMapping(mapping, draft)}
              onMapping={(kept) => onDraft(draftOf(kept))}
              onProposal={() => setMapping(undefined)}
            />
          )}
          <TimeForm preview={preview} draft={draft} mapping={mapping} onDraft={onDraft} />
          {mapping !== undefined ? (
            <ColumnForm preview={preview} mapping={mapping} onMapping={setMapping} />
          ) : (
            <KnownColumns preview={preview} onMap={() => setMapping(startingMapping(preview))} />
          )}
          {draft.mapping !== undefined && !layout.unknownLayout && (
            <Button small onClick={() => setMapping(undefined)}>
              Read it as {layout.card.label} again
            </Button>
          )}
        </div>
        <div
          className="mapper-fields"
          tabIndex={0}
          role="region"
          aria-label="Fields of the evidence"
        >
          <FieldsTable preview={{ ...preview, ...(mapping === undefined ? {} : { mapping }) }} />
        </div>
      </div>
      <PreviewProblems preview={preview} />
      <section className="mapper-preview" aria-label="First records">
        <PreviewGrid preview={preview} />
      </section>
    </>
  );
}

interface KnownColumnsProps {
  readonly preview: ImportPreview;
  readonly onMap: () => void;
}

function KnownColumns({ preview, onMap }: KnownColumnsProps): ReactNode {
  return (
    <section className="mapper-block">
      <p className="help">
        Read as {preview.card.label}, whose columns are known. The first events are below.
      </p>
      {preview.mappable && (
        <Button small icon={Columns3} onClick={onMap}>
          Map its columns by hand…
        </Button>
      )}
    </section>
  );
}

/** Told already by the form, or no trouble at all. */
const elsewhere = new Set(['time-zone-assumed', 'date-order-in-doubt', 'unknown-layout']);

function PreviewProblems({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const shown = preview.problems.filter(({ code }) => !elsewhere.has(code));
  if (shown.length === 0) return null;
  return (
    <Warning>
      <ul className="mapper-problems">
        {shown.map(({ code, message, count, firstLocator }) => (
          <li key={`${code} ${message}`}>
            <VisibleText text={message} />{' '}
            <span className="quiet mono">
              {count > 1 && `${counted(count, 'time')} `}
              {firstLocator !== '' && `first at ${firstLocator}`}
            </span>
          </li>
        ))}
      </ul>
    </Warning>
  );
}
