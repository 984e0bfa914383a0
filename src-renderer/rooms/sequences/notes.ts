/** What is worth knowing of a run's input before its result is believed, in words. */
import type { RunReceipt } from '#contract/runs.ts';
import { exactNumber } from '../../ui/numbers.ts';

export interface RunNote {
  readonly text: string;
  /** True when part of the evidence was not looked at. */
  readonly isLoss: boolean;
}

/** Said in the bar already, or by the views themselves. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'recipe',
  'sessions',
  'identities',
  'events',
  'commands',
  'transitions',
  'rarest',
]);

const TOO_SHORT = 'not scored by rarestWindow';
/** Names that mean that something was left out, or could not be read. */
const LOSS = /without|unreadable|left out|does not know|dropped/;

/** Losses first, then the rest in the order of the summary; zeros say nothing. */
export function runNotes({ summary, builtOn }: RunReceipt): readonly RunNote[] {
  const notes = Object.entries(summary).flatMap(([name, value]): RunNote[] => {
    if (SAID_ELSEWHERE.has(name) || value === 0 || value === '' || value === false) return [];
    const text = noteText(name, value);
    return [{ text, isLoss: LOSS.test(text) }];
  });
  const model =
    builtOn === undefined
      ? []
      : [
          {
            text: `scored by the model of run ${builtOn.run} (${builtOn.outputSha256.slice(0, 8)})`,
            isLoss: false,
          },
        ];
  const all = [...notes, ...model];
  return [...all.filter(({ isLoss }) => isLoss), ...all.filter(({ isLoss }) => !isLoss)];
}

/** "12 events without time", "learnt from all sessions", "3 sessions not scored by rarestWindow". */
function noteText(name: string, value: number | string | boolean): string {
  if (name === TOO_SHORT) return `${exactNumber(Number(value))} too short for the window`;
  if (typeof value === 'number') return `${exactNumber(value)} ${name}`;
  if (typeof value === 'boolean') return name;
  return /^\d/.test(value) ? `${name}: ${value}` : `${name} ${value}`;
}
