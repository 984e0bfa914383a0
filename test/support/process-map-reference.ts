/** The reference of the process map: its events, its vectors, and what is expected of them. */
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { sumEntries } from '#workers/algorithms/sparse-rows.ts';
import { referenceJson, referenceText } from './reference.ts';
import type { PlainEvent } from './run-room.ts';

const folder = 'process-map';

/** An expected file by its name. */
export function expected<T>(name: string): T {
  return referenceJson<T>(`${folder}/expected-${name}.json`);
}

/** The eCAR events as the JSON-lines reader gives them; broken lines are left out. */
export function referenceEvents(): readonly PlainEvent[] {
  return referenceText(`${folder}/ecar.jsonl`)
    .split('\n')
    .flatMap((line) => {
      const record = parsed(line);
      return record === undefined ? [] : [ecarEvent(record)];
    });
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function ecarEvent(record: Record<string, unknown>): PlainEvent {
  const fields = Object.entries(record).map(([name, value]) => [name, String(value)] as const);
  return {
    'event.provider': 'eCAR',
    'event.code': `${String(record['object'])}/${String(record['action'])}`,
    'host.name': String(record['hostname']),
    '@timestamp': new Date(String(record['timestamp'])).toISOString(),
    fields: Object.fromEntries(fields),
  };
}

/** The expected distinct vectors as a matrix. */
export function referenceVectors(): SparseRows {
  const { rows } = expected<{ rows: [column: number, count: number][][] }>('unique-vectors');
  return sparseRows(rows);
}

/** Rows of [column, count] as a matrix. */
export function sparseRows(rows: readonly (readonly (readonly [number, number])[])[]): SparseRows {
  const entries = rows.flatMap((row, at) => row.map(([column, value]) => ({ at, column, value })));
  const columns = entries.reduce((most, { column }) => Math.max(most, column + 1), 0);
  return sumEntries(
    {
      row: Int32Array.from(entries, ({ at }) => at),
      column: Int32Array.from(entries, ({ column }) => column),
      value: Float64Array.from(entries, ({ value }) => value),
    },
    rows.length,
    columns,
  );
}
