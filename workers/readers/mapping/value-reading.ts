/**
 * How a text of the evidence becomes the value of a column: numbers, addresses with a port, accounts
 * with a domain, levels and outcomes in the words that rooms look for. Shared by everything that is
 * read by the names of its columns.
 */
import { columnNumber, columnOf, eventColumns } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ValueReading } from '#contract/mapping.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { logonTypeNumber } from '#workers/normalise/logon-type.ts';
import {
  ipAddress,
  levelName,
  splitAccount,
  transportName,
  wholeNumber,
} from '#workers/normalise/values.ts';

/** Puts a value into the batch's present record. */
export type Put = (value: string) => void;

/** Puts values of one column. */
export function valuePut(target: EventColumnName, reading: ValueReading, batch: BatchBuilder): Put {
  return readings[reading](target, batch);
}

const special: Readonly<Partial<Record<EventColumnName, ValueReading>>> = {
  'event.code': 'code',
  'event.outcome': 'outcome',
  'user.name': 'account',
  'user.target.name': 'account',
  'winlog.logon.type': 'logon-type',
  'source.ip': 'address',
  'destination.ip': 'address',
  'network.transport': 'transport',
  'log.level': 'level',
};

/** How a column is read when nobody says otherwise. */
export function usualReading(target: EventColumnName): ValueReading {
  const isInt = eventColumns[columnNumber(target) ?? -1]?.kind === 'int';
  return special[target] ?? (isInt ? 'number' : 'text');
}

const LONGEST_CODE = 32;

const readings: Readonly<
  Record<ValueReading, (target: EventColumnName, batch: BatchBuilder) => Put>
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
    return (value) => batch.int(column, logonTypeNumber(value));
  },
  level: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, levelName(value));
  },
  outcome: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, outcomeOf(value));
  },
  transport: (target, batch) => {
    const column = columnOf(target);
    return (value) => batch.text(column, transportName(value));
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
export function outcomeOf(value: string): 'success' | 'failure' | undefined {
  if (value.length > 20) return undefined;
  if (/^(?:succe|succ?ess|sucess|erfolg|ok$|true$|allow|accept|0(?:x0+)?$)/i.test(value)) {
    return 'success';
  }
  return /^(?:fail|fehl|error$|false$|den|block|reject)/i.test(value) ? 'failure' : undefined;
}
