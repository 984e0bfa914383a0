/** Where a kept JSON record says its time: what its layout takes for it, in the spelling of the evidence. */
import { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import type { DocumentField, WrittenTime } from '../reader.ts';
import { flattenDocument } from './flatten.ts';
import { isObject } from './json-object.ts';
import { jsonState } from './json-state.ts';
import { layoutFor, layoutNamed } from './layouts/all-layouts.ts';
import type { LayoutRun } from './layouts/layout.ts';

let run: LayoutRun | undefined;

/** Times of a document, the layout's own first. */
export function jsonTimes(document: string, state: unknown): readonly WrittenTime[] {
  const row = parsed(document);
  if (!isObject(row)) return [];
  const { layout: id, timePath } = jsonState(state);
  const usual = layoutNamed(id);
  const layout = id !== 'generic' && usual.fits(row) ? usual : layoutFor(row);
  run ??= {
    batch: new BatchBuilder('json'),
    zone: undefined,
    time: newParsedTime(),
    timePath: [],
  };
  const value = layout.timeOf(row, { ...run, timePath });
  const alike = flattenDocument(document).filter((field) => isValue(field, value));
  const best = alike.find(({ name }) => /time|date|@timestamp|(?:^|\.)ts$/i.test(name)) ?? alike[0];
  return best === undefined ? [] : [{ field: best.name, text: best.value }];
}

function isValue({ value: text }: DocumentField, value: unknown): boolean {
  if (typeof value === 'string') return text === value;
  return typeof value === 'number' && text !== '' && Number(text) === value;
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
