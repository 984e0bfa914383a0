/**
 * Splunk's export of search results. What the agent collected stands in `_raw`: Windows events as XML,
 * as the classic text of names and values, JSON of any source that is known, a line of syslog or other text.
 */
import { columnOf } from '#contract/event-columns.ts';
import { normaliseSyslog } from '#workers/normalise/syslog.ts';
import { messageFields } from '#workers/normalise/windows-message.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { DocumentField } from '../../reader.ts';
import { flattenDocument } from '../../json/flatten.ts';
import { layoutFor } from '../../json/layouts/all-layouts.ts';
import type { LayoutRun } from '../../json/layouts/layout.ts';
import { recordNumber } from '../../json/layouts/layout.ts';
import { readSyslogLine } from '../../syslog/line.ts';
import { columnRules } from '../columns.ts';
import { layoutRun, readEventXml, xmlEventData } from '../event-xml.ts';
import { objectIn } from '../json-cell.ts';
import type { CsvProfile } from './profile.ts';
import { providerNamed } from './windows-providers.ts';

/** Longest text that is tried as a line of syslog. */
const LONGEST_LINE = 65_536;
const HOST = columnOf('host.name');
const PROVIDER = columnOf('event.provider');

export const splunkProfile: CsvProfile = {
  card: {
    id: 'splunk-csv',
    label: 'Splunk search results CSV',
    knownBy: '`_raw` with `_time`, `host`, `source`, `sourcetype` or `index`',
    times: '`_time`, ISO 8601 with its offset or seconds since 1970',
  },
  header: {
    all: 'raw',
    some: { least: 1, of: 'time sourcetype source host index' },
    exact: ['_raw'],
  },
  times: { kind: 'one', names: 'time indextime' },
  columns: columnRules,
  rows: ({ at, batch }) => {
    const rawAt = at('raw');
    const hostAt = at('host');
    const typeAt = at('sourcetype');
    const run = layoutRun(batch);
    let record = -1;
    return {
      read: (cells) => {
        const raw = cells.cell(rawAt);
        if (hostAt >= 0) batch.text(HOST, cells.cell(hostAt));
        if (typeAt >= 0) batch.text(PROVIDER, cells.cell(typeAt));
        record = readRaw(raw, run);
      },
      recordIdOf: () => record,
    };
  },
  opened: { raw: rawFields },
};

/** Fills the columns that a raw event tells. @returns the record's own number or -1 */
function readRaw(raw: string, run: LayoutRun): number {
  const { batch } = run;
  if (raw.startsWith('{')) {
    const row = objectIn(raw);
    return row === undefined ? -1 : layoutFor(row).read(row, run);
  }
  if (raw.startsWith('<')) return readEventXml(raw, run) ?? -1;
  const record = classicRecord(raw);
  if (record === undefined) {
    const line = raw.length <= LONGEST_LINE ? readSyslogLine(raw) : undefined;
    if (line !== undefined) normaliseSyslog(line, batch);
    return -1;
  }
  normaliseWindows(record, batch);
  return recordNumber(record.recordId);
}

type Numbered = WindowsRecord & { readonly recordId: string };

function classicRecord(raw: string): Numbered | undefined {
  const settings = raw.includes('EventCode=') ? classicSettings(raw) : undefined;
  if (settings === undefined) return undefined;
  const code = settings.get('EventCode') ?? '';
  const fields = messageFields(settings.get('Message') ?? '', code);
  return {
    provider: providerNamed(settings.get('SourceName') ?? ''),
    code,
    channel: settings.get('LogName') ?? '',
    computer: settings.get('ComputerName') ?? '',
    userSid: settings.get('Sid') ?? '',
    level: settings.get('Type') ?? '',
    keywords: settings.get('Keywords') ?? '',
    recordId: settings.get('RecordNumber') ?? '',
    data: (name) => fields.get(name),
  };
}

/** Lines `Name=value`, of which `Message` takes all that follows. */
function classicSettings(raw: string): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const message = raw.indexOf('\nMessage=');
  for (const line of raw.slice(0, message < 0 ? 16_384 : message).split('\n', 100)) {
    const at = line.indexOf('=');
    if (at > 0) out.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  if (message >= 0) out.set('Message', raw.slice(message + '\nMessage='.length));
  return out;
}

function* rawFields(raw: string): Iterable<DocumentField> {
  if (raw.startsWith('{')) {
    const [first, ...more] = flattenDocument(raw);
    if (first !== undefined && first.name !== 'raw') yield* [first, ...more];
    return;
  }
  const fields = raw.startsWith('<') ? xmlEventData(raw) : classicFields(raw);
  for (const [name, value] of fields) yield { name, value };
}

function classicFields(raw: string): ReadonlyMap<string, string> {
  if (!raw.includes('EventCode=')) return new Map();
  const settings = classicSettings(raw);
  return messageFields(settings.get('Message') ?? '', settings.get('EventCode'));
}
