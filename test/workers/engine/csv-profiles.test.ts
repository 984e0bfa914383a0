/** Tables of tools through the whole program: accounting, details, queries on opened cells, rooms. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { csvText, tableOfRows } from '#test/support/csv-table.ts';
import { Workbench } from '#test/support/workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().create();
});
afterEach(async () => {
  await bench.close();
});

function evidence(name: string, text: string): string {
  const file = path.join(bench.folder, name);
  writeFileSync(file, text);
  return file;
}

async function count(query: string): Promise<number> {
  return (await bench.ask('events.count', { scope: { query } })).total;
}

const mft = tableOfRows(
  'EntryNumber,ParentPath,FileName,Created0x10,Created0x30,LastModified0x10,LastRecordChange0x10,LastAccess0x10',
  Array.from({ length: 300 }, (_, i) => ({
    EntryNumber: String(i),
    ParentPath: '.\\Temp',
    FileName: `f${String(i)}.exe`,
    Created0x10: `2025-02-25 09:19:${String(i % 60).padStart(2, '0')}.0000000`,
    Created0x30: i % 10 === 0 ? '2025-02-24 00:00:00.0000000' : '',
    LastModified0x10: '2025-02-25 10:00:00.0000000',
  })),
);

test('rows with several times add up, and each event says in its details which time it is', async () => {
  const { totals } = await bench.import(evidence('mft', mft));
  expect(totals).toMatchObject({ recordsSeen: 630, imported: 630, rejected: 0, duplicates: 0 });
  expect(await count('event.action:file-created')).toBe(330);
  expect(await count('timestamp_desc:Created0x30')).toBe(30);
  expect(await count('file.path:*f7.exe')).toBe(2);
  const { block } = await bench.ask('events.page', {
    scope: { query: 'timestamp_desc:Created0x30 and FileName:f10.exe' },
    columns: ['@timestamp', 'id'],
  });
  expect(block.rows).toBe(1);
  const id = block.columns['id'];
  expect(id?.kind).toBe('int');
  const detail = await bench.ask('events.detail', {
    id: Number((id as { values: Int32Array }).values[0]),
  });
  const fields = new Map(detail.fields.map(({ name, value }) => [name, value]));
  expect(fields.get('timestamp_desc')).toBe('Created0x30');
  expect(fields.get('event.action')).toBe('file-created');
  expect(detail.provenance.line).toBe(12);
});

test('what lies inside cells can be asked for', async () => {
  const audit = JSON.stringify({
    CreationTime: '2025-02-25T09:19:25',
    Operation: 'New-InboxRule',
    Workload: 'Exchange',
    UserId: 'eve@contoso.com',
    Parameters: [{ Name: 'DeleteMessage', Value: 'True' }],
  });
  await bench.import(
    evidence(
      'audit',
      csvText([
        ['CreationDate', 'UserIds', 'Operations', 'AuditData'],
        ['2025-02-25T09:19:25', 'eve@contoso.com', 'New-InboxRule', audit],
        [
          '2025-02-25T09:19:26',
          'bob@contoso.com',
          'Send',
          '{"Operation":"Send","Workload":"Exchange"}',
        ],
      ]),
    ),
  );
  expect(await count('Parameters.DeleteMessage:True')).toBe(1);
  expect(await count('Workload:Exchange')).toBe(2);
  expect(await count('event.action:New-InboxRule')).toBe(1);
});

test('the logon room runs on logons of Los Alamos', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      `${String(i)},U${String(i % 3)}@DOM1,U${String(i % 3)}@DOM1,C1,C2,NTLM,Network,LogOn,Success`,
  );
  const odd = '50,U9@DOM1,adm@DOM1,C666,C2,NTLM,RemoteInteractive,LogOn,Success';
  await bench.import(evidence('auth.txt', `${[...rows, odd].join('\n')}\n`));
  expect(await count('event.category:authentication and event.action:logged-in')).toBe(41);
  const receipt = await bench.run('logon-clusters');
  expect(receipt.input.events).toBe(41);
});
