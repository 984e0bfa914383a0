/** Events of a slice → counts of tokens per process, by whichever schema fits each event. */
import type { EventRows, RoomContext } from '../room.ts';
import { ColumnRows } from './column-rows.ts';
import { collectEcar, isEcar } from './ecar-rows.ts';
import type { Instant } from './time-spans.ts';
import { TokenCollector } from './token-collector.ts';
import type { SliceFeatures } from './token-collector.ts';

/** Events between two looks at whether to go on. */
const ROWS_AT_ONCE = 1024;

/** Features of one slice. */
export function processFeatures(rows: EventRows, context: RoomContext): SliceFeatures {
  const collector = new TokenCollector();
  const columns = new ColumnRows(rows, collector);
  const mayBeEcar = ecarRowsOf(rows);
  const hosts = rows.text('host.name');
  let skipped = 0;
  for (let row = 0; row < rows.rows; row++) {
    if (row % ROWS_AT_ONCE === 0) {
      context.checkCancelled();
      context.onProgress(row / rows.rows, 'counting what processes did');
    }
    const time = instantOf(rows, row);
    const fields = mayBeEcar(row) ? rows.fields(row) : undefined;
    const host = hosts.values[hosts.ids[row]!] ?? fields?.get('hostname') ?? '';
    const placed =
      fields !== undefined && isEcar(fields)
        ? collectEcar({ id: rows.ids[row]!, host, time, fields }, collector)
        : columns.collect(row, time);
    if (!placed) skipped++;
  }
  return collector.finish(rows.rows, skipped);
}

/** Opening a record costs time: only those that are eCAR, or that nothing is known of, are looked into. */
function ecarRowsOf(rows: EventRows): (row: number) => boolean {
  const providers = rows.text('event.provider');
  const channels = rows.text('winlog.channel');
  const codes = rows.text('event.code');
  return (row) => {
    const provider = providers.ids[row]!;
    if (provider >= 0) return providers.values[provider] === 'eCAR';
    return channels.ids[row]! < 0 && codes.ids[row]! < 0 && rows.format(row) !== 'evtx';
  };
}

function instantOf(rows: EventRows, row: number): Instant {
  const us = rows.timeUs[row]!;
  return { us, nanos: rows.timeNanos[row]!, digits: rows.timeDigits[row]! };
}
