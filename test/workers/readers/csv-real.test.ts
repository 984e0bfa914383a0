/** Real CSV files: every row, every cell, under their own names and under none. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { expect } from 'vitest';
import { csvReader } from '#workers/readers/csv/reader.ts';
import { csvState } from '#workers/readers/csv/state.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realJson, realPath, realTest } from '#test/support/real-data.ts';

interface Expected {
  readonly rows: number;
  readonly columns: number;
  readonly column_names: readonly string[];
}

const files = [
  'alertlist.csv',
  'demo_exchange_data.csv',
  'hayabusa-sample-evtx-results.csv.gz',
  'host_logons.csv',
  'process_tree.csv',
  'processes_on_host.csv',
  'sudo_data.csv',
  'syslog_data.csv',
];

for (const file of files) {
  realTest(
    `data/csv/${file}`,
    `${file} has all its rows and cells, also under the name unknown`,
    async () => {
      const { csv } = realJson('data/expected.json') as { csv: Record<string, Expected> };
      const expected = csv[file]!;
      const cells = papaRows(realPath(`data/csv/${file}`));
      for (const name of [file, 'unknown']) {
        const [result] = await readAll(realPath(`data/csv/${file}`), { name, chunkBytes: 10_000 });
        expect(result).toMatchObject({
          format: 'csv',
          imported: expected.rows,
          rejects: [],
          error: undefined,
        });
        const { columns } = csvState(result!.prepared!.state);
        expect(columns).toEqual(
          expected.column_names.map((given, i) => given || `column_${i + 1}`),
        );
        const found = eventsOf(result!.batches).map(({ document }) =>
          // What lies inside cells comes after them.
          csvReader
            .fields(document, result!.prepared!.state)
            .slice(0, columns.length)
            .map(({ value }) => value),
        );
        expect(found).toEqual(cells.slice(1));
      }
    },
  );
}

function papaRows(file: string): string[][] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return Papa.parse(text, { delimiter: ',', skipEmptyLines: true }).data;
}

realTest(
  'data/csv/processes_on_host.csv',
  'process creations have their process, parent and user',
  async () => {
    const [result] = await readAll(realPath('data/csv/processes_on_host.csv'));
    const events = eventsOf(result!.batches);
    const malicious = events.filter(({ values }) =>
      String(values['process.executable']).startsWith('C:\\Diagnostics\\UserTmp'),
    );
    expect(malicious).toHaveLength(93);
    expect(new Set(malicious.map(({ values }) => values['user.name']))).toEqual(
      new Set(['MSTICAdmin']),
    );
    expect(events.every(({ values }) => values['event.code'] === '4688')).toBe(true);
    expect(events.every(({ time }) => time.startsWith('2019-01-15T'))).toBe(true);
  },
);

realTest(
  'data/csv/host_logons.csv',
  'logons have type, account and logon process to the letter',
  async () => {
    const [result] = await readAll(realPath('data/csv/host_logons.csv'));
    const patterns = new Map<string, number>();
    for (const { values } of eventsOf(result!.batches)) {
      const key = `${values['user.name']} ${values['winlog.logon.type']}`;
      patterns.set(key, (patterns.get(key) ?? 0) + 1);
    }
    expect([...patterns].sort()).toEqual([
      ['MSTICAdmin 4', 2],
      ['SYSTEM 5', 11],
      ['adm1nistrator 3', 1],
    ]);
    expect(eventsOf(result!.batches)[0]!.values['winlog.logon.process']).toBe('Advapi  ');
  },
);

realTest(
  'data/csv/syslog_data.csv',
  'dates whose order cannot be told are asked about',
  async () => {
    const [result] = await readAll(realPath('data/csv/syslog_data.csv'));
    expect(result!.problems.map(({ code }) => code)).toEqual(['date-order-in-doubt']);
    expect(eventsOf(result!.batches)[0]!.time).toBe('2019-07-08T16:08:00Z');
  },
);

realTest(
  'data/cloud/aws_s3_honeybucketlogs.zip',
  'a CSV inside a zip has its 301 rows',
  async () => {
    const [result] = await readAll(realPath('data/cloud/aws_s3_honeybucketlogs.zip'));
    expect(result).toMatchObject({
      member: 'AWS_S3_HoneyBucketLogs.csv',
      format: 'csv',
      imported: 301,
      rejects: [],
    });
  },
);

realTest(
  'data/lanl-auth/redteam.txt',
  'the Los Alamos red team table has its 749 rows',
  async () => {
    const [result] = await readAll(realPath('data/lanl-auth/redteam.txt'));
    expect(result).toMatchObject({ format: 'csv', imported: 749, rejects: [] });
    const sources = eventsOf(result!.batches).map(({ values }) => values['source.domain']);
    expect(sources.filter((source) => source === 'C17693')).toHaveLength(701);
  },
);
