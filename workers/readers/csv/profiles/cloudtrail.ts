/** AWS CloudTrail as its event history exports it, and as Athena does with the fields of the log. */
import { normaliseCloudTrail } from '#workers/normalise/cloudtrail.ts';
import { ColumnSource } from '../column-source.ts';
import { identityOf } from './aws-identity.ts';
import type { CsvProfile } from './profile.ts';

const IDENTITY = 'userIdentity.';

export const cloudTrailProfile: CsvProfile = {
  card: {
    id: 'cloudtrail-csv',
    label: 'AWS CloudTrail CSV (event history, Athena)',
    knownBy:
      '`Event name`, `Event time` and `Event source`, or `eventName`, `eventTime` and `eventSource`',
    times: '`Event time` or `eventTime`, UTC',
  },
  header: { all: 'eventname eventtime eventsource' },
  times: { kind: 'one', names: 'eventtime', utc: true },
  columns: [],
  rows: ({ columns, batch, at }) => {
    const row = new ColumnSource(columns);
    const identityAt = at('useridentity');
    let identity: Readonly<Record<string, string>> = {};
    const source = {
      lacksErrors: at('errorcode') < 0,
      data: (name: string): string | undefined => {
        if (!name.startsWith(IDENTITY)) return row.data(name);
        const own = row.data(name) ?? identity[name.slice(IDENTITY.length)];
        return name === `${IDENTITY}userName` ? (own ?? row.data('userName')) : own;
      },
    };
    return (cells) => {
      row.take(cells);
      if (identityAt >= 0) identity = identityOf(cells.cell(identityAt));
      normaliseCloudTrail(source, batch);
    };
  },
};
