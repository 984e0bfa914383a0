/**
 * Proposing a mapping for a source that nobody knows: every field is held against every event column
 * by its name and by its first values, the best pairs win. Each proposal says why, so that the
 * analyst can judge it; nothing here is sure, and nothing is taken without being shown.
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { MappingFile, Proposal, Proposed } from '#contract/mapping.ts';
import { columnRules } from '../csv/columns.ts';
import { plainName } from './plain-name.ts';
import { proposeTime } from './propose-time.ts';
import { targetHints, wordsOf } from './target-hints.ts';
import type { TargetHint } from './target-hints.ts';
import { kindWords } from './value-kinds.ts';
import type { FieldValues, ValueKind } from './value-kinds.ts';

/** Weaker claims are not worth showing. */
const LEAST_CONFIDENCE = 0.45;
/** What a field's values must share with the kind for the kind to count. */
const LEAST_SHARE = 0.6;

interface Claim {
  readonly target: EventColumnName;
  readonly field: FieldValues;
  readonly confidence01: number;
  readonly reason: string;
}

/** @param format of what it will be used for */
export function proposeMapping(fields: readonly FieldValues[], format: 'csv' | 'json'): Proposal {
  const filled = fields.filter(({ values }) => values.length > 0);
  const time = proposeTime(fields);
  const used = new Set(time?.proposed.from ?? []);
  const columns = new Map<EventColumnName, string>();
  const reasons: Proposed[] = time === undefined ? [] : [time.proposed];
  const rest = filled.filter(({ name }) => !used.has(name));
  for (const { target, field, confidence01, reason } of claimsOf(rest)) {
    if (columns.has(target) || used.has(field.name)) continue;
    columns.set(target, field.name);
    used.add(field.name);
    reasons.push({ target, from: [field.name], confidence01, reason });
  }
  const mapping: MappingFile = {
    format,
    ...time?.mapping,
    only: true,
    columns: Object.fromEntries(columns),
  };
  return { mapping, reasons };
}

/** Best first; among equals in the order of the hints, then of the file. */
function claimsOf(fields: readonly FieldValues[]): readonly Claim[] {
  const claims = targetHints.flatMap((hint) =>
    fields.map((field) => claim(hint, field)).filter((found) => found !== undefined),
  );
  return claims.sort((a, b) => b.confidence01 - a.confidence01);
}

function claim(hint: TargetHint, field: FieldValues): Claim | undefined {
  if (field.distinct > (hint.mostDistinct ?? Infinity)) return undefined;
  const words = wordsOf(field.name);
  const named = nameWeight(hint, field.name, words);
  const kind = bestKind(hint, field);
  if (kind === undefined) return undefined;
  if (hint.not?.test(words) === true && named < 1) return undefined;
  const share = field.share01(kind);
  // Any short text is a word: then the name alone has to carry the claim.
  const telling = kind === 'word' || kind === 'event-id' ? 0 : share;
  const confidence = named > 0 ? named * 0.6 + telling * 0.35 : byValue(hint, kind, share);
  if (confidence < LEAST_CONFIDENCE) return undefined;
  const confidence01 = Math.round(confidence * 100) / 100;
  return {
    target: hint.target,
    field,
    confidence01,
    reason: reasonOf(field, kind, named > 0),
  };
}

/** 1 for names that every reader takes, less for names that hold a telling word. */
function nameWeight(hint: TargetHint, name: string, words: string): number {
  if (exactNames.get(hint.target)?.has(plainName(name)) === true) return 1;
  const match = hint.words.exec(words);
  if (match === null) return 0;
  return match[0].length >= words.trim().length ? 1 : 0.8;
}

const exactNames = new Map<EventColumnName, Set<string>>();
for (const { target, names } of columnRules) {
  const known = exactNames.get(target) ?? new Set([plainName(target)]);
  for (const name of names) known.add(name);
  exactNames.set(target, known);
}

/** The most telling kind that most of the values are of. */
function bestKind({ kinds }: TargetHint, field: FieldValues): ValueKind | undefined {
  return kinds.find((kind) => field.share01(kind) >= LEAST_SHARE);
}

/** Only the first kind of a column is telling enough to stand alone. */
function byValue(hint: TargetHint, kind: ValueKind, share: number): number {
  return kind === hint.kinds[0] && share >= 0.9 ? (hint.byValue01 ?? 0) * share : 0;
}

function reasonOf(field: FieldValues, kind: ValueKind, named: boolean): string {
  const { count, of } = field.of(kind);
  const values = `${count} of ${of} values are ${kindWords[kind]}`;
  return named ? `name is “${field.name}” and ${values}` : `${values}; the name does not tell`;
}
