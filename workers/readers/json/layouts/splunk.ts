/**
 * Splunk's exports: `{"result":{…}}` a line or flat, with the event as it was indexed in `_raw`. The
 * event is opened when it is XML of Windows, JSON of a known layout, or syslog; Splunk's own fields
 * fill what it leaves open.
 */
import { columnOf } from '#contract/event-columns.ts';
import { normaliseEcs } from '#workers/normalise/ecs.ts';
import { normaliseSyslog } from '#workers/normalise/syslog.ts';
import { readSyslogLine } from '../../syslog/line.ts';
import { eventObject, isEventFault, looksLikeEventXml } from '../../windows-xml/event-object.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { parseObject } from '../json-sniff.ts';
import type { Layout, LayoutRun } from './layout.ts';
import { evtxDumpLayout } from './windows-nested.ts';

const HOST = columnOf('host.name');
const PROVIDER = columnOf('event.provider');
const LONGEST_LINE = 65_536;

/** What lies in `_raw`. */
type Opened = { readonly layout: Layout; readonly row: JsonObject } | undefined;

function resultOf(row: JsonObject): JsonObject {
  return isObject(row['result']) ? row['result'] : row;
}

function raw(result: JsonObject): string {
  return textOf(result['_raw']) ?? '';
}

/** The last event that was opened: the time is asked for before the columns. */
let lastRow: JsonObject | undefined;
let lastOpened: Opened;

/** Makes the layout; `layoutFor` finds that of an event in JSON. */
export function splunkLayout(layoutFor: (row: JsonObject) => Layout | undefined): Layout {
  const open = (row: JsonObject): Opened => {
    if (row !== lastRow) {
      lastOpened = openRaw(raw(resultOf(row)), layoutFor);
      lastRow = row;
    }
    return lastOpened;
  };
  return {
    id: 'splunk',
    label: 'Splunk export (JSON), `_raw` opened',
    knownBy: '`_raw` and `_time`, flat or inside `result`',
    times: 'the event’s own time, else `_time`',
    utc: false,
    fits: (row) => {
      const result = resultOf(row);
      return result['_raw'] !== undefined && result['_time'] !== undefined;
    },
    timeOf: (row, run) => {
      const opened = open(row);
      const own = opened?.layout.timeOf(opened.row, run);
      return own ?? resultOf(row)['_time'];
    },
    read: (row, run) => {
      const opened = open(row);
      lastRow = undefined;
      const result = resultOf(row);
      run.batch.text(HOST, textOf(result['host']));
      run.batch.text(PROVIDER, textOf(result['sourcetype']));
      if (opened !== undefined) return opened.layout.read(opened.row, run);
      readOther(result, run);
      return -1;
    },
  };
}

function openRaw(text: string, layoutFor: (row: JsonObject) => Layout | undefined): Opened {
  if (looksLikeEventXml(text)) {
    const event = eventObject(text);
    return isEventFault(event) ? undefined : { layout: evtxDumpLayout, row: { Event: event } };
  }
  const row = text.startsWith('{') ? parseObject(text) : undefined;
  const layout = row === undefined ? undefined : layoutFor(row);
  return row === undefined || layout === undefined ? undefined : { layout, row };
}

/** A line of syslog, or an event of which only Splunk's fields are known. */
function readOther(result: JsonObject, { batch }: LayoutRun): void {
  const text = raw(result);
  const line = text.length <= LONGEST_LINE ? readSyslogLine(text) : undefined;
  if (line === undefined) normaliseEcs(result, batch);
  else normaliseSyslog(line, batch);
}
