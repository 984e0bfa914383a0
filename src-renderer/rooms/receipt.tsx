/** The receipt of a run: what went in, what came out, so that it can be shown to be the same again. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { clockRulesText } from '#contract/clocks.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useSettings } from '../app/use-case.ts';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/copy.ts';
import { durationText, exactNumber } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { parseIsoUs, zonedText } from '../ui/zoned-time.ts';

interface Line {
  readonly label: string;
  readonly value: string;
  readonly copy?: boolean;
}

/** All lines of a receipt. */
export function Receipt({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const { zone } = useSettings();
  return (
    <div className="receipt">
      <dl className="pairs">
        {linesOf(receipt, zone).map(({ label, value, copy }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">
              <VisibleText text={value} />
              {copy === true && (
                <IconButton
                  small
                  label={`Copy ${label}`}
                  icon={Copy}
                  onClick={() => void copyText(value)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function linesOf(receipt: RunReceipt, zone: string): readonly Line[] {
  const { run, params, scope, baseQuery, input, seed, outputSha256 } = receipt;
  const chips = scope.chips.map((chip) => `${chip.not === true ? 'not ' : ''}${chip.label}`);
  const scopeText = [scope.query, ...chips].filter((part) => part !== '').join(' · ');
  return [
    { label: 'run', value: String(run) },
    { label: 'when', value: `${zonedText(parseIsoUs(receipt.createdAt), zone)} ${zone}` },
    { label: 'took', value: durationText(receipt.durationMs) },
    { label: 'scope', value: scopeText === '' ? 'all events' : scopeText },
    ...(baseQuery === '' ? [] : [{ label: 'joined with', value: baseQuery }]),
    { label: 'events in', value: exactNumber(input.events) },
    ...(receipt.clockRules === undefined
      ? []
      : [{ label: 'clocks corrected', value: clockRulesText(receipt.clockRules) }]),
    { label: 'input sha256', value: input.sha256, copy: true },
    { label: 'output sha256', value: outputSha256, copy: true },
    { label: 'seed', value: seed < 0 ? 'none: no chance in it' : String(seed) },
    { label: 'code', value: receipt.codeVersion },
    ...Object.entries(params).map(([name, value]) => ({ label: name, value: String(value) })),
  ];
}
