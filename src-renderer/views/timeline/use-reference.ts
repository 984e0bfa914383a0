/** Lines that other times are compared with: the selected event, and one that the analyst sets. */
import { useState } from 'react';
import { useCommand } from '../../app/commands.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useSelection } from '../../app/use-case.ts';
import { durationText } from '../../ui/numbers.ts';
import { parseIsoUs } from '../../ui/zoned-time.ts';

export interface ReferenceLine {
  readonly id: string;
  readonly timeUs: number;
  readonly label: string;
}

export interface Reference {
  readonly lines: readonly ReferenceLine[];
  /** How far a time is from the line, in words; '' without a line. */
  readonly since: (timeUs: number) => string;
}

/** The set line outlives a change of view. */
let setUs: number | undefined;

/** Reference lines; `pointerUs` is where R sets one. */
export function useReference(pointerUs: number | undefined): Reference {
  const { selected } = useSelection();
  const [ownUs, setOwn] = useState(setUs);
  const detail = useAsk('events.detail', selected === undefined ? undefined : { id: selected });
  const stamp = detail.value?.fields.find(({ name }) => name === '@timestamp')?.value ?? '';
  const eventUs = selected === undefined ? NaN : parseIsoUs(stamp);
  useCommand({
    id: 'timeline.reference',
    title:
      ownUs === undefined ? 'Set a reference line at the pointer' : 'Remove the reference line',
    group: 'View',
    keys: 'r',
    run: () => {
      setUs = ownUs === undefined ? pointerUs : undefined;
      setOwn(setUs);
    },
  });
  const lines: ReferenceLine[] = [];
  if (!Number.isNaN(eventUs)) lines.push({ id: 'event', timeUs: eventUs, label: 'selected event' });
  if (ownUs !== undefined) lines.push({ id: 'own', timeUs: ownUs, label: 'reference (R removes)' });
  const line = lines.at(-1);
  return {
    lines,
    since: (timeUs) => {
      if (line === undefined) return '';
      const from = line.id === 'own' ? 'the reference' : 'the selected event';
      const length = durationText(Math.abs(timeUs - line.timeUs) / 1000);
      return `${length} ${timeUs < line.timeUs ? 'before' : 'after'} ${from}`;
    },
  };
}
