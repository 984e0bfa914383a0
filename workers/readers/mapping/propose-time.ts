/** Which field holds the times and how they are written, proposed from names and values. */
import type { MappingFile, Proposed } from '#contract/mapping.ts';
import { timeNames } from '../csv/columns.ts';
import { plainName } from './plain-name.ts';
import { timeWords, wordsOf } from './target-hints.ts';
import { kindWords } from './value-kinds.ts';
import type { FieldValues, ValueKind } from './value-kinds.ts';

export interface ProposedTime {
  readonly mapping: Pick<MappingFile, 'time' | 'timeForm'>;
  readonly proposed: Proposed;
}

interface TimeClaim {
  readonly fields: readonly FieldValues[];
  readonly kind: ValueKind;
  readonly confidence01: number;
  readonly reason: string;
}

/** Share of the values that must be times: under a telling name, and without one. */
const LEAST_NAMED = 0.5;
const LEAST_UNNAMED = 0.9;

/** Undefined when no field holds times. */
export function proposeTime(fields: readonly FieldValues[]): ProposedTime | undefined {
  const claims = [...pairs(fields), ...fields.flatMap(singles)];
  const best = claims.sort((a, b) => b.confidence01 - a.confidence01)[0];
  if (best === undefined) return undefined;
  const from = best.fields.map(({ name }) => name);
  const form = best.kind === 'excel-time' ? ({ timeForm: 'excel' } as const) : {};
  return {
    mapping: { time: from.length === 1 ? from[0]! : from, ...form },
    proposed: {
      target: '@timestamp',
      from,
      confidence01: best.confidence01,
      reason: best.reason,
    },
  };
}

function singles(field: FieldValues): readonly TimeClaim[] {
  const rank = rankOf(field.name);
  return (['time', 'epoch', 'excel-time'] as const).flatMap((kind) => {
    const share = field.share01(kind);
    const least = rank > 0 ? LEAST_NAMED : LEAST_UNNAMED;
    // Plain numbers under a name that says nothing are rather sizes and ids.
    if (field.values.length === 0 || share < least || (rank === 0 && kind !== 'time')) return [];
    const confidence01 = Math.round((0.45 + rank * 0.35 + share * 0.2) * 100) / 100;
    return [{ fields: [field], kind, confidence01, reason: reasonOf(field, kind, rank > 0) }];
  });
}

/** A date in one field and the time of day in another. */
function pairs(fields: readonly FieldValues[]): readonly TimeClaim[] {
  const clock = fields.find(
    (field) => field.values.length > 0 && field.share01('clock') >= LEAST_UNNAMED,
  );
  if (clock === undefined) return [];
  const date = fields.find((field) => field.share01('time') >= LEAST_UNNAMED && hasNoClock(field));
  if (date === undefined) return [];
  const { count, of } = clock.of('clock');
  const reason = `“${date.name}” holds dates and ${count} of ${of} values of “${clock.name}” are times of day`;
  return [{ fields: [date, clock], kind: 'time', confidence01: 0.97, reason }];
}

function hasNoClock({ values }: FieldValues): boolean {
  return values.every((value) => !value.includes(':'));
}

/** 1 for the best names, 0 for names that say nothing of time. */
function rankOf(name: string): number {
  const at = timeNames.indexOf(plainName(name));
  if (at >= 0) return 1 - at / (timeNames.length * 4);
  const words = wordsOf(name);
  const group = timeWords.findIndex((each) => each.test(words));
  return group < 0 ? 0 : 0.8 - group * 0.15;
}

function reasonOf(field: FieldValues, kind: ValueKind, named: boolean): string {
  const { count, of } = field.of(kind);
  const values = `${count} of ${of} values are ${kindWords[kind]}`;
  return named ? `name is “${field.name}” and ${values}` : `${values}; the name does not tell`;
}
