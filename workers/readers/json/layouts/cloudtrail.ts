/** AWS CloudTrail, inside `Records`, one event a line, or as Logstash and other shippers leave it. */
import { normaliseCloudTrail } from '#workers/normalise/cloudtrail.ts';
import { textOf, valueAt } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

class Source {
  row: JsonObject = {};

  data(path: string): string | undefined {
    const text = textOf(this.row[path] ?? valueAt(this.row, path.split('.')));
    return text === '' ? undefined : text;
  }
}

const source = new Source();

export const cloudTrailLayout: Layout = {
  id: 'cloudtrail',
  label: 'AWS CloudTrail',
  knownBy: '`eventSource` and `eventName`; `{"Records":[…]}`, lines, or through Logstash',
  times: '`eventTime` (or `@timestamp`), UTC',
  utc: true,
  fits: (row) => row['eventSource'] !== undefined && row['eventName'] !== undefined,
  timeOf: (row) => row['eventTime'] ?? row['@timestamp'],
  read: (row, { batch }) => {
    source.row = row;
    normaliseCloudTrail(source, batch);
    return -1;
  },
};
