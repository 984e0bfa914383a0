/** The record as the case keeps it, to the letter. */
import { Copy, WrapText } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { EventDetail } from '#contract/api.ts';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/copy.ts';
import { Segments } from '../ui/fields.tsx';
import { exactNumber } from '../ui/numbers.ts';
import { VisibleBlock } from '../ui/visible-text.tsx';
import { indentJson } from './indent-json.ts';

/** More would only slow the pane down; copying gives all. */
const SHOWN_CHARACTERS = 100_000;

/** Raw text, or indented where it is JSON. */
export function RawTab({ detail }: { readonly detail: EventDetail }): ReactNode {
  const [mode, setMode] = useState<'found' | 'indented'>('indented');
  const [wrap, setWrap] = useState(true);
  const { document, provenance } = detail;
  const indented = indentJson(document);
  const text = mode === 'indented' ? (indented ?? document) : document;
  return (
    <div className="raw-tab">
      <div className="raw-tools">
        {indented === undefined ? (
          <span className="quiet">{provenance.format}</span>
        ) : (
          <Segments
            label="How the record is shown"
            value={mode}
            options={[
              { value: 'indented', label: 'Indented' },
              { value: 'found', label: 'As kept' },
            ]}
            onPick={setMode}
          />
        )}
        <span className="grow" />
        <IconButton
          small
          label={wrap ? 'Do not wrap lines' : 'Wrap lines'}
          icon={WrapText}
          pressed={wrap}
          onClick={() => setWrap(!wrap)}
        />
        <IconButton
          small
          label="Copy the record as kept"
          icon={Copy}
          onClick={() => void copyText(document)}
        />
      </div>
      <pre className={wrap ? 'raw mono wrap' : 'raw mono'} tabIndex={0} aria-label="Record">
        <VisibleBlock text={text.slice(0, SHOWN_CHARACTERS)} />
        {text.length > SHOWN_CHARACTERS && (
          <span className="quiet">
            {'\n'}… {exactNumber(text.length - SHOWN_CHARACTERS)} more characters; copy gives all
          </span>
        )}
      </pre>
    </div>
  );
}
