/**
 * Plaso's json_line output: one time of one artefact a line. Windows events are normalised from their
 * XML or message; other artefacts have the kind of their time as action.
 */
import { readPlasoEvent, putTimeAction } from '../../csv/profiles/plaso-event.ts';
import { columnOf } from '#contract/event-columns.ts';
import { meaningful } from '#workers/normalise/values.ts';
import { textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { recordNumber } from './layout.ts';
import type { Layout } from './layout.ts';

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const USER = columnOf('user.name');
const FILE = columnOf('file.path');
const EXECUTABLE = columnOf('process.executable');
const REGISTRY = columnOf('registry.path');
const AGENT = columnOf('user_agent.original');

/** `…T10:00:00.123456+00:00` of newer versions is exact; `timestamp` is in microseconds. */
function timeOf(row: JsonObject): unknown {
  const stamp = row['timestamp'];
  if (typeof stamp === 'number' && stamp !== 0) return String(stamp);
  return row['datetime'] ?? stamp;
}

export const plasoLayout: Layout = {
  id: 'plaso',
  label: 'Plaso (psort json_line)',
  knownBy: '`__container_type__` with `data_type` and `timestamp`',
  times: '`timestamp`, epoch microseconds, UTC',
  utc: true,
  fits: (row) => row['__container_type__'] !== undefined && row['data_type'] !== undefined,
  timeOf,
  read: (row, run) => {
    const { batch } = run;
    const read = (name: string): string => textOf(row[name]) ?? '';
    const type = read('data_type');
    batch.text(HOST, meaningful(read('hostname')) ?? meaningful(read('computer_name')));
    batch.text(USER, meaningful(read('username')));
    batch.text(CODE, type);
    batch.text(PROVIDER, meaningful(read('parser')) ?? meaningful(read('source_name')));
    if (type.startsWith('windows:evtx')) {
      readPlasoEvent(read('message'), read('xml_string'), run);
      return recordNumber(row['record_number']);
    }
    putTimeAction(read('timestamp_desc'), batch);
    batch.text(FILE, meaningful(read('filename')) ?? meaningful(read('display_name')));
    batch.text(EXECUTABLE, meaningful(read('executable')));
    batch.text(REGISTRY, meaningful(read('key_path')));
    batch.text(AGENT, meaningful(read('user_agent')));
    return -1;
  },
};
