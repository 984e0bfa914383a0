/** How each event column is shown: width, type, where it is cut. */
import { derivedColumns, eventColumns } from '#contract/event-columns.ts';
import { clockOffsetText } from '#contract/clocks.ts';
import type { FieldInfo } from '#contract/api.ts';
import { blockNumber, blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { zoneLabel } from '../../ui/zoned-time.ts';
import { timeCell } from './time-cell.tsx';

/** What a case shows before anything is chosen. */
export const defaultColumns: readonly string[] = [
  '@timestamp',
  'host.name',
  'event.code',
  'event.action',
  'user.name',
  'process.executable',
  'process.command_line',
];

const labels = new Map<string, string>([
  ...eventColumns.map(({ name, label }): [string, string] => [name, label]),
  ['@timestamp', 'Time'],
  ['loupe.evidence', 'Evidence'],
  ['loupe.locator', 'Place in the evidence'],
  ['id', 'Id'],
  ...derivedColumns.map(({ name, label }): [string, string] => [name, label]),
]);
const numbers = new Set<string>([
  'id',
  ...eventColumns.filter(({ kind }) => kind === 'int').map(({ name }) => name),
]);
const derived = new Set<string>(derivedColumns.map(({ name }) => name));
/** Asked for beside the times while clocks are corrected, so that each corrected time can be marked. */
export const CLOCK_OFFSET = 'loupe.clock_offset';
const PATHS = /(executable|path)$|^loupe\.evidence$/;
const MONO = /(executable|path|command_line|\.ip|\.id|entity_id|strings|locator)$/;

/** Heading of a column; a record's own field keeps its name. */
export function columnLabel(name: string, fields: readonly FieldInfo[] = []): string {
  return labels.get(name) ?? fields.find((field) => field.name === name)?.label ?? name;
}

/** Grid columns for chosen fields, times in a zone. */
export function eventGridColumns(
  names: readonly string[],
  zone: string,
): readonly GridColumn<BlockRow>[] {
  return names.map((name) => ({
    id: name,
    label: name === '@timestamp' ? `Time (${shortZone(zone)})` : columnLabel(name),
    widthPx: widthOf(name),
    align: numbers.has(name) && name !== 'winlog.logon.type' ? 'end' : 'start',
    mono:
      name === '@timestamp' ||
      name === 'loupe.time_text' ||
      name === CLOCK_OFFSET ||
      numbers.has(name) ||
      MONO.test(name),
    cut: PATHS.test(name) ? 'middle' : 'end',
    sortable: !derived.has(name),
    text: (row) => blockText(row, name, zone),
    ...(name === '@timestamp'
      ? { hint: (row) => timeHint(row, zone), render: (row) => timeCell(row, zone) }
      : {}),
  }));
}

function timeHint(row: BlockRow, zone: string): string | undefined {
  const column = row.block.columns['@timestamp'];
  const text = blockText(row, '@timestamp', zone);
  if (text === undefined || column?.kind !== 'time') return 'This event has no time';
  const there = `${text} ${zoneLabel(zone, column.values[row.at] ?? NaN)}`;
  const utc = zone === 'UTC' ? [] : [`${blockText(row, '@timestamp', 'UTC') ?? ''} UTC`];
  const offsetUs = Math.round(blockNumber(row, CLOCK_OFFSET) * 1_000_000);
  const corrected = Number.isNaN(offsetUs)
    ? []
    : [`corrected by ${clockOffsetText(offsetUs)} for the host's clock`];
  return [there, ...utc, ...corrected].join('\n');
}

function shortZone(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function widthOf(name: string): number {
  if (name === '@timestamp') return 228;
  if (name === 'id') return 80;
  if (name.endsWith('command_line')) return 560;
  if (PATHS.test(name)) return 300;
  if (numbers.has(name) || name === 'event.code') return 90;
  return 140;
}
