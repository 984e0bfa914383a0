/** The first records of a preview as a block of columns, each with what is wrong with it. */
import type { Column, ColumnBlock } from '#contract/block.ts';
import { eventColumns } from '#contract/event-columns.ts';
import type { Problem } from '#contract/evidence.ts';
import type { BatchReject, EventBatch, RecordPlace } from '#workers/batch/batch.ts';

/** Raw text of a reject that is shown beside its reason. */
const RAW = 300;

interface Row {
  readonly timeUs: number;
  readonly nanos: number;
  readonly digits: number;
  /** By column number; undefined = missing. */
  readonly values: readonly (string | number | undefined)[];
}

const nothing: Row = { timeUs: NaN, nanos: 0, digits: 0, values: [] };

export class PreviewRows {
  readonly troubles: string[] = [];
  readonly locators: string[] = [];
  private readonly most: number;
  private readonly rows: Row[] = [];
  private readonly counted = new Map<string, { -readonly [K in keyof Problem]: Problem[K] }>();

  constructor(most: number) {
    this.most = most;
  }

  get isFull(): boolean {
    return this.rows.length >= this.most;
  }

  get problems(): readonly Problem[] {
    return [...this.counted.values()];
  }

  /** Takes in the records of a batch, events and rejects in the order of the evidence. */
  add(batch: EventBatch): void {
    const entries = [
      ...Array.from({ length: batch.rows }, (_, at) => ({ ordinal: batch.ordinals[at]!, at })),
      ...batch.rejects.map((reject) => ({ ordinal: Infinity, reject })),
    ];
    // Within a batch rejects have no number of their own; their offset says where they stood.
    entries.sort((a, b) => offsetOf(batch, a) - offsetOf(batch, b));
    for (const entry of entries) {
      if (this.isFull) break;
      if ('reject' in entry) this.addReject(entry.reject);
      else this.addEvent(batch, entry.at);
    }
    for (const problem of batch.problems) this.count(problem);
  }

  block(): ColumnBlock {
    const columns: [string, Column][] = [['@timestamp', this.times()]];
    eventColumns.forEach(({ name, kind }, number) => {
      const values = this.rows.map((row) => row.values[number]);
      if (values.every((value) => value === undefined)) return;
      columns.push([name, kind === 'int' ? numbers(values) : texts(values)]);
    });
    return { rows: this.rows.length, columns: Object.fromEntries(columns) };
  }

  private addEvent(batch: EventBatch, at: number): void {
    const place = {
      offset: batch.offsets[at]!,
      recordId: batch.recordIds[at]!,
      line: batch.lines[at]!,
    };
    const locator = locatorOf(place);
    this.rows.push({
      timeUs: batch.timeUs[at]!,
      nanos: batch.timeNanos[at]!,
      digits: batch.timeDigits[at]!,
      values: batch.columns.map((column, number) => valueOf(batch, column?.[at], number)),
    });
    this.locators.push(locator);
    // A batch of one record owes all its problems to it; else only the first place is known.
    const own = batch.problems.filter(
      ({ firstLocator }) => batch.rows + batch.rejects.length === 1 || isPlace(firstLocator, place),
    );
    this.troubles.push(own.map(({ message }) => message).join(' '));
  }

  private addReject(reject: BatchReject): void {
    this.rows.push(nothing);
    this.locators.push(locatorOf(reject));
    const raw = reject.raw === '' ? '' : ` — ${reject.raw.slice(0, RAW)}`;
    this.troubles.push(`Rejected (${reject.reason}): ${reject.message}${raw}`);
  }

  private count({ code, message, count, firstLocator }: Problem): void {
    const key = `${code}\n${message}`;
    const known = this.counted.get(key);
    if (known === undefined) this.counted.set(key, { code, message, count, firstLocator });
    else known.count += count;
  }

  private times(): Column {
    const { rows } = this;
    return {
      kind: 'time',
      values: Float64Array.from(rows, ({ timeUs }) => timeUs),
      nanos: Uint16Array.from(rows, ({ nanos }) => nanos),
      digits: Uint8Array.from(rows, ({ digits }) => digits),
    };
  }
}

function offsetOf(
  batch: EventBatch,
  entry: { readonly at: number } | { readonly reject: BatchReject },
): number {
  return 'reject' in entry ? entry.reject.offset : batch.offsets[entry.at]!;
}

function valueOf(
  batch: EventBatch,
  value: number | undefined,
  number: number,
): string | number | undefined {
  if (value === undefined) return undefined;
  if (eventColumns[number]!.kind === 'int') return value < 0 ? undefined : value;
  return value === 0 ? undefined : batch.texts[value - 1];
}

/** In words, as the case says it. */
function locatorOf({ offset, recordId, line }: Omit<RecordPlace, 'length'>): string {
  const parts = [
    ...(line >= 0 ? [`line ${line}`] : []),
    `offset ${offset}`,
    ...(recordId >= 0 ? [`record ${recordId}`] : []),
  ];
  return parts.join(', ');
}

function isPlace(
  locator: string,
  { offset, recordId, line }: Omit<RecordPlace, 'length'>,
): boolean {
  return [`line ${line}`, `offset ${offset}`, `record ${recordId}`].some(
    (each) => locator === each || locator.startsWith(`${each},`),
  );
}

function numbers(values: readonly (string | number | undefined)[]): Column {
  return {
    kind: 'number',
    values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN)),
  };
}

function texts(values: readonly (string | number | undefined)[]): Column {
  const ids = new Map<string, number>();
  const at = Int32Array.from(values, (value) => {
    if (typeof value !== 'string') return -1;
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    return id;
  });
  return { kind: 'text', ids: at, values: [...ids.keys()] };
}
