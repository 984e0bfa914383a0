/** What the analyst has said so far about each kind of content: pure functions over plain data. */
import { columnNumber, eventColumns, type EventColumnName } from '#contract/event-columns.ts';
import type { InputOf } from '#contract/api.ts';
import type { ImportPreview, MappingFile, SurveyedLayout } from '#contract/mapping.ts';

export type DateOrderChoice = '' | 'day-first' | 'month-first';

/** Said about one kind of content. */
export interface Draft {
  /** Undefined: read as its layout knows, or as the program proposes where none is known. */
  readonly mapping: MappingFile | undefined;
  /** '' = not said. */
  readonly timeZone: string;
  /** '' = let the dates decide. */
  readonly dateOrder: DateOrderChoice;
}

export const noDraft: Draft = { mapping: undefined, timeZone: '', dateOrder: '' };

/** By signature. */
export type Drafts = ReadonlyMap<string, Draft>;

type ImportOptions = NonNullable<InputOf<'import.start'>['options']>;
type LayoutOption = NonNullable<ImportOptions['layouts']>[number];

/** True when the analyst should look at it before it is imported. */
export function needsLook({ unknownLayout, asksZone, asksOrder }: SurveyedLayout): boolean {
  return unknownLayout || asksZone || asksOrder;
}

/** What a preview is asked with. */
export function previewInput(
  { path, member, unknownLayout }: SurveyedLayout,
  draft: Draft,
  options: ImportOptions,
): InputOf<'import.preview'> {
  return {
    path,
    member,
    propose: unknownLayout && draft.mapping === undefined,
    options: { ...options, ...draftOptions(draft) },
  };
}

/** A draft as the options of an import have it. */
export function draftOptions({
  mapping,
  timeZone,
  dateOrder,
}: Draft): Omit<LayoutOption, 'signature'> {
  return {
    ...(mapping === undefined ? {} : { mapping: { ...mapping } }),
    ...(timeZone === '' ? {} : { timeZone }),
    ...(dateOrder === '' ? {} : { dateOrder }),
  };
}

/** One mapped column as the form shows it. */
export interface MappedRow {
  readonly target: EventColumnName;
  readonly label: string;
  readonly from: string;
}

/** Mapped columns in the order of all columns. */
export function mappedRows(mapping: MappingFile | undefined): readonly MappedRow[] {
  const columns = mapping?.columns ?? {};
  return eventColumns.flatMap(({ name, label }) => {
    const source = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (source === undefined) return [];
    return [{ target: name, label, from: typeof source === 'string' ? source : source.from }];
  });
}

/** Columns that nothing is mapped to yet. */
export function freeTargets(mapping: MappingFile | undefined): readonly {
  readonly value: EventColumnName;
  readonly label: string;
}[] {
  const taken = new Set(mappedRows(mapping).map(({ target }) => target));
  return eventColumns
    .filter(({ name }) => !taken.has(name))
    .map(({ name, label }) => ({ value: name, label: `${label} (${name})` }));
}

/** The mapping with another source for a column; '' takes the column out. */
export function withSource(
  mapping: MappingFile,
  target: EventColumnName,
  from: string,
): MappingFile {
  const columns = { ...mapping.columns };
  if (from === '') Reflect.deleteProperty(columns, target);
  else columns[target] = from;
  return { ...mapping, columns };
}

/** The names of the time's columns, none to two. */
export function timeSources({ time }: MappingFile): readonly string[] {
  if (time === undefined) return [];
  return (typeof time === 'string' ? [time] : time).filter((name) => name !== '');
}

/** The mapping with its times in these columns; none: found by name. */
export function withTime(mapping: MappingFile, sources: readonly string[]): MappingFile {
  const { time: _time, timeForm: _form, ...rest } = mapping;
  const [first, second] = sources.filter((name) => name !== '');
  if (first === undefined) return rest;
  return { ...rest, time: second === undefined ? first : [first, second] };
}

/** The mapping to begin changing from: what the rows on screen were read with. */
export function startingMapping({ mapping, proposal }: ImportPreview): MappingFile {
  return mapping ?? proposal?.mapping ?? { only: true, columns: {} };
}

/** True for a name that events have a column for. */
export function isEventColumn(name: string): name is EventColumnName {
  return columnNumber(name) !== undefined;
}

/** A draft as one mapping that says all of it: what is kept under a name. */
export function wholeMapping(mapping: MappingFile, { timeZone, dateOrder }: Draft): MappingFile {
  return {
    ...mapping,
    ...(timeZone === '' ? {} : { timeZone }),
    ...(dateOrder === '' ? {} : { dateOrder }),
  };
}

/** The other way round: zone and order of dates have their own places in the form. */
export function draftOf({ timeZone, dateOrder, ...mapping }: MappingFile): Draft {
  return { mapping, timeZone: timeZone ?? '', dateOrder: dateOrder ?? '' };
}

/** True when two mappings say the same, in whatever order. */
export function sameMapping(a: MappingFile, b: MappingFile): boolean {
  return stable(a) === stable(b);
}

function stable(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([key, each]) => `${key}:${stable(each)}`).join()}}`;
}
