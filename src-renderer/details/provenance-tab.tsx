/** Where an event lies: file, hash, offset, record, so that anybody can find the same bytes. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EventDetail } from '#contract/api.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/copy.ts';
import { exactNumber } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';

/** Provenance of one event, each part to be copied. */
export function ProvenanceTab({ detail }: { readonly detail: EventDetail }): ReactNode {
  const lines = linesOf(detail);
  const all = lines.map(([label, value]) => `${label}: ${value}`).join('\n');
  return (
    <div className="provenance-tab">
      <dl className="pairs">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">
              <VisibleText text={value} />
              <IconButton
                small
                label={`Copy ${label}`}
                icon={Copy}
                onClick={() => void copyText(value)}
              />
            </dd>
          </div>
        ))}
      </dl>
      <Button small icon={Copy} onClick={() => void copyText(all)}>
        Copy all
      </Button>
      <p className="quiet">
        Offsets count bytes of the evidence{detail.provenance.member === '' ? '' : ' member'} as it
        was unpacked. Re-hash the file and compare to know that it is the same.
      </p>
    </div>
  );
}

function linesOf({ id, provenance }: EventDetail): readonly (readonly [string, string])[] {
  const { path, member, sha256, format, offset, length, recordId, line, locator } = provenance;
  return [
    ['evidence', path],
    ...(member === '' ? [] : ([['member', member]] as const)),
    ['sha256', sha256 === '' ? 'not known: the file was not read to its end' : sha256],
    ['format', `${format}, reader ${provenance.readerVersion}`],
    ['locator', locator],
    ['offset', `${exactNumber(offset)} (0x${offset.toString(16)})`],
    ['length', `${exactNumber(length)} bytes`],
    ...(recordId < 0 ? [] : ([['record', String(recordId)]] as const)),
    ...(line < 0 ? [] : ([['line', String(line)]] as const)),
    ['event id', String(id)],
  ];
}
