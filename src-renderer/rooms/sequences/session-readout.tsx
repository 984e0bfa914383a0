/** What lies under the pointer on the timeline: one session in words, or how many there are. */
import type { ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { useSettled } from '../../app/use-settled.ts';
import { useSettings } from '../../app/use-case.ts';
import { counted, durationText, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { zonedText } from '../../ui/zoned-time.ts';
import { textOf, textsOf } from '../whole-table.ts';
import { strangestOf, type SessionModel } from './layout.ts';
import { chanceText, heightText, type Scale } from './metrics.ts';
import { keyColumn, keyNamesOf } from './session-page.ts';
import { useSession } from './use-sessions.ts';

interface SessionReadoutProps {
  readonly run: number;
  readonly block: ColumnBlock;
  readonly model: SessionModel;
  readonly scale: Scale;
  /** Sessions at the place, ascending. */
  readonly rows: Int32Array;
}

/** Asks for the sentence only where the pointer rests. */
const REST_MS = 120;

/** In the small panel beside a mark. */
export function SessionReadout({ run, block, model, scale, rows }: SessionReadoutProps): ReactNode {
  const { zone } = useSettings();
  const session = strangestOf(model, rows);
  const settled = useSettled(session, REST_MS);
  const asked = useSession(run, settled === session ? session : undefined);
  const at = (values: Float64Array): number => values[session] ?? NaN;
  return (
    <>
      {rows.length > 1 && (
        <p className="quiet">{counted(rows.length, 'session')} here; the most unusual of them:</p>
      )}
      <p>
        {keyNamesOf(block).map((name) => (
          <span key={name} className="readout-key">
            <span className="quiet">
              <VisibleText text={name} />{' '}
            </span>
            <span className="mono">
              <VisibleText text={textOf(textsOf(block, keyColumn(name)), session)?.slice(0, 200)} />
            </span>
          </span>
        ))}
      </p>
      <p className="mono quiet">
        {zonedText(at(model.starts), zone)} {zone} · {durationText(at(model.seconds) * 1000)} ·{' '}
        {counted(at(model.events), 'command')}
      </p>
      <p>
        score <span className="mono">{exactNumber(Number(at(model.scores).toPrecision(4)))}</span>{' '}
        <span className="quiet">{chanceText(at(model.scores))}</span>
        {scale.metric.id !== 'score' && (
          <span className="quiet">
            {' · '}
            {scale.metric.label}{' '}
            <span className="mono">{heightText(at(model.heights), scale)}</span>
          </span>
        )}
      </p>
      {asked.value?.session === session && (
        <p className="readout-label">
          <VisibleText text={asked.value.rarest.slice(0, 300)} />
        </p>
      )}
    </>
  );
}
