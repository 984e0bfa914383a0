/** Rows of any table → event columns, by the meaning that the names of its columns have. */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import {
  ipAddress,
  isPlaceholder,
  levelName,
  splitAccount,
  wholeNumber,
} from '#workers/normalise/values.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { RowCells } from './cells.ts';
import type { CellReading, MappedColumn } from './state.ts';

/** Reads the present row into the batch's present record. */
export type RowReader = (cells: RowCells) => void;

type Put = (value: string) => void;

/** A reader for rows with these columns. */
export function genericRows(mapped: readonly MappedColumn[], batch: BatchBuilder): RowReader {
  const steps = mapped.map(({ at, target, reading }) => ({
    at,
    put: readings[reading](target, batch),
  }));
  return (cells) => {
    for (const { at, put } of steps) {
      const value = cells.cell(at);
      if (!isPlaceholder(value) && value !== 'null') put(value);
    }
  };
}

const LONGEST_CODE = 32;

/** Microsoft's numbers for the words that LANL and others write. */
const logonTypes: ReadonlyMap<string, number> = new Map([
  ['Interactive', 2],
  ['Network', 3],
  ['Batch', 4],
  ['Service', 5],
  ['Unlock', 7],
  ['NetworkCleartext', 8],
  ['NetworkClearText', 8],
  ['NewCredentials', 9],
  ['RemoteInteractive', 10],
  ['CachedInteractive', 11],
]);

const readings: Readonly<
  Record<CellReading, (target: EventColumnName, batch: BatchBuilder) => Put>
> = {
  text: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, value);
  },
  number: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.int(column, wholeNumber(value));
  },
  code: (target, batch) => {
    const column = columnOf(target);
    // Cloud logs call the event's own GUID its id.
    return (value) => batch.text(column, value.length < LONGEST_CODE ? value : undefined);
  },
  'logon-type': (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.int(column, wholeNumber(value) ?? logonTypes.get(value));
  },
  level: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, levelName(value));
  },
  outcome: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, outcomeOf(value));
  },
  account: (target, batch) => {
    const column = columnOf(target);
    const domain = columnOf(target === 'user.name' ? 'user.domain' : 'user.target.domain');
    return (value) => {
      // Some exports put the whole identity here, as a dictionary.
      const account = value.startsWith('{') ? undefined : splitAccount(value);
      batch.text(column, account?.name);
      batch.text(domain, account?.domain);
    };
  },
  address: (target, batch) => {
    const column = columnOf(target);
    const port = columnOf(target === 'source.ip' ? 'source.port' : 'destination.port');
    return (value) => putAddress(value, column, port, batch);
  },
};

/** `10.0.0.5:49152` and `[2001:db8::1]:443`, as Microsoft 365 writes clients. */
const withPort = /^(?:\[([0-9a-f:.%]+)\]|(\d+\.\d+\.\d+\.\d+)):(\d{1,5})$/i;

function putAddress(value: string, column: number, port: number, batch: BatchBuilder): void {
  const match = value.length < 64 ? withPort.exec(value) : null;
  batch.text(column, ipAddress(match?.[1] ?? match?.[2] ?? value));
  if (match !== null) batch.int(port, Number(match[3]));
}

/** The words of ECS for the usual ways to say so; other words stay in the document. */
function outcomeOf(value: string): 'success' | 'failure' | undefined {
  if (value.length > 20) return undefined;
  if (/^(?:succe|succ?ess|sucess|ok$|true$|allow|accept|0(?:x0+)?$)/i.test(value)) return 'success';
  return /^(?:fail|error$|false$|den|block|reject)/i.test(value) ? 'failure' : undefined;
}
