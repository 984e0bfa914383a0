/** The steps of adding evidence: what was given, what lies there, what was said about it. */
import { useState } from 'react';
import type { InputOf } from '#contract/api.ts';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';
import type { ImportSurvey } from '#contract/mapping.ts';
import { useTell } from '../../../app/use-case.ts';
import { useWorkbench } from '../../../app/use-workbench.ts';
import { useEvidenceDialog } from '../import-state.ts';
import { draftOptions, needsLook, noDraft, type Draft, type Drafts } from './drafts.ts';
import { goodZone } from './zone-field.tsx';

type Options = NonNullable<InputOf<'import.start'>['options']>;

/** What the steps share. */
export interface ImportFlow {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly given: string[];
  readonly format: string;
  readonly setFormat: (format: string) => void;
  readonly timeZone: string;
  readonly setTimeZone: (zone: string) => void;
  readonly ready: boolean;
  readonly looking: boolean;
  readonly error: WorkbenchError | undefined;
  readonly survey: ImportSurvey | undefined;
  readonly drafts: Drafts;
  readonly setDraft: (signature: string, draft: Draft) => void;
  /** Looks at what lies there; begins the import when nothing is to be asked, unless `always`. */
  readonly look: (always: boolean) => Promise<void>;
  readonly start: (survey: ImportSurvey | undefined) => Promise<void>;
  readonly back: () => void;
  readonly close: () => void;
}

/** @param paths known so far */
export function useImportFlow(paths: readonly string[]): ImportFlow {
  const { close } = useEvidenceDialog();
  const { client } = useWorkbench();
  const tell = useTell();
  const [text, setText] = useState(paths.join('\n'));
  const [format, setFormat] = useState('');
  const [timeZone, setTimeZone] = useState('');
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<WorkbenchError | undefined>(undefined);
  const [survey, setSurvey] = useState<ImportSurvey | undefined>(undefined);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const given = linesOf(text);
  const options = usualOptions(format, timeZone);
  const fail = (thrown: unknown): void => setError(fromWireError(toWireError(thrown)));
  const start = async (found: ImportSurvey | undefined): Promise<void> => {
    try {
      const layouts = await layoutOptions(found, drafts, (input) =>
        client.call('import.preview', input),
      );
      close();
      await tell('import.start', {
        paths: given,
        options: { ...options, ...(layouts.length === 0 ? {} : { layouts }) },
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
  const look = async (always: boolean): Promise<void> => {
    setLooking(true);
    setError(undefined);
    try {
      const found = await client.call('import.survey', { paths: given, options });
      if (found.layouts.length > 0 && (always || found.layouts.some(needsLook))) setSurvey(found);
      else await start(undefined);
    } catch (thrown) {
      fail(thrown);
    }
    setLooking(false);
  };
  return {
    text,
    setText,
    given,
    format,
    setFormat,
    timeZone,
    setTimeZone,
    ready: given.length > 0 && goodZone(timeZone),
    looking,
    error,
    survey,
    drafts,
    setDraft: (signature, draft) => setDrafts((old) => new Map(old).set(signature, draft)),
    look,
    start,
    back: () => setSurvey(undefined),
    close,
  };
}

function usualOptions(format: string, timeZone: string): Options {
  return {
    ...(format === '' ? {} : { format }),
    ...(timeZone === '' ? {} : { timeZone }),
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

type AskPreview = (
  input: InputOf<'import.preview'>,
) => Promise<{ readonly mapping: Draft['mapping'] }>;

/** What was said of each kind; where nothing was, the proposal that was shown, or would have been. */
async function layoutOptions(
  survey: ImportSurvey | undefined,
  drafts: Drafts,
  preview: AskPreview,
): Promise<NonNullable<Options['layouts']>> {
  const out: NonNullable<Options['layouts']> = [];
  for (const { signature, path, member, unknownLayout } of survey?.layouts ?? []) {
    const draft = drafts.get(signature) ?? noDraft;
    const isProposed = unknownLayout && draft.mapping === undefined;
    const { mapping } = isProposed
      ? await preview({ path, member, propose: true })
      : { mapping: draft.mapping };
    const said = draftOptions({ ...draft, mapping });
    if (Object.keys(said).length > 0) out.push({ signature, ...said });
  }
  return out;
}
