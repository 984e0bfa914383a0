/** Looking before importing: what is recognised, what is proposed, and that the import then does the same. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportPreview, MappingFile } from '#contract/mapping.ts';
import type { InputOf } from '#contract/api.ts';
import { cellOf as cell, tableOf as table } from '#test/support/block-cells.ts';
import { evidenceFile, evidenceFolder } from '#test/support/evidence-files.ts';
import { zipOf } from '#test/support/zip-writer.ts';
import { Workbench } from '#test/support/workbench.ts';

const folder = evidenceFolder();
let bench: Workbench;

beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.close());

const file = (name: string, content: string | Uint8Array): string =>
  evidenceFile(folder, name, content);

async function preview(
  file: string,
  more: Partial<InputOf<'import.preview'>> = {},
): Promise<ImportPreview> {
  return bench.ask('import.preview', { path: file, propose: true, ...more });
}

function german(rows = 60): string {
  const header =
    'Datum;Uhrzeit;Rechner;Benutzer;Quell-IP;Ziel-IP;Zielport;Aktion;Ergebnis;Prozess;Befehlszeile;Stufe;Ereignis-ID;Datei';
  const lines = Array.from({ length: rows }, (_, n) =>
    [
      `${String((n % 28) + 1).padStart(2, '0')}.03.2026`,
      `08:${String(n % 60).padStart(2, '0')}:12`,
      `WS-0${n % 3}`,
      'FIRMA\\anna',
      `10.0.0.${n}`,
      `192.0.2.${n}`,
      `${400 + n}`,
      n % 2 === 0 ? 'Anmeldung' : 'Abmeldung',
      n % 3 === 0 ? 'Fehler' : 'Erfolg',
      'C:\\Windows\\System32\\cmd.exe',
      'cmd.exe /c dir C:\\',
      'Warnung',
      '4711',
      `C:\\Daten\\Bericht ${n}.docx`,
    ].join(';'),
  );
  return `${[header, ...lines].join('\r\n')}\r\n`;
}

describe('what is proposed', () => {
  test('a semicolon table with German headers is mapped by names and values, with reasons', async () => {
    const { proposal, unknownLayout, mappable, card, fields, zone } = await preview(
      file('german.csv', german()),
    );
    expect({ unknownLayout, mappable, card: card.id }).toEqual({
      unknownLayout: true,
      mappable: true,
      card: 'csv',
    });
    expect(proposal?.mapping).toEqual({
      format: 'csv',
      only: true,
      time: ['Datum', 'Uhrzeit'],
      columns: {
        'host.name': 'Rechner',
        'event.code': 'Ereignis-ID',
        'event.action': 'Aktion',
        'event.outcome': 'Ergebnis',
        'user.name': 'Benutzer',
        'process.executable': 'Prozess',
        'process.command_line': 'Befehlszeile',
        'source.ip': 'Quell-IP',
        'destination.ip': 'Ziel-IP',
        'destination.port': 'Zielport',
        'file.path': 'Datei',
        'log.level': 'Stufe',
      },
    });
    const why = new Map(proposal?.reasons.map(({ target, reason }) => [target, reason]));
    expect(why.get('source.ip')).toBe('name is “Quell-IP” and 60 of 60 values are IP addresses');
    expect(
      proposal?.reasons.every(({ confidence01 }) => confidence01 > 0 && confidence01 <= 1),
    ).toBe(true);
    expect(zone).toEqual({ kind: 'assumed', zone: 'UTC' });
    expect(fields[3]).toEqual({
      name: 'Benutzer',
      seen: 60,
      filled: 60,
      samples: ['FIRMA\\anna'],
    });
  });

  test('the rows are the events: account taken apart, outcome in words, times in the zone', async () => {
    const { rows, troubles, locators } = await preview(file('german-zone.csv', german()), {
      options: { timeZone: 'Europe/Berlin' },
    });
    expect(rows.rows).toBe(50);
    const names = ['@timestamp', 'user.name', 'user.domain', 'event.outcome', 'destination.port'];
    expect(table(rows, names)[0]).toEqual([
      '2026-03-01T07:00:12Z',
      'anna',
      'FIRMA',
      'failure',
      '400',
    ]);
    expect(new Set(troubles)).toEqual(new Set(['']));
    expect(locators[0]).toMatch(/^line 2, offset \d+$/);
  });

  test('values speak where names say nothing', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, n) =>
        `2026-01-01T00:00:${String(n).padStart(2, '0')}Z,10.1.1.${n},CORP\\alice,S-1-5-21-1-2-3-${1000 + n},powershell.exe -nop -w hidden ${n},HKLM\\Software\\x${n}`,
    );
    const { proposal } = await preview(file('letters.csv', ['a,b,c,d,e,f', ...lines].join('\n')));
    expect(proposal?.mapping.time).toBe('a');
    expect(proposal?.mapping.columns).toEqual({
      'source.ip': 'b',
      'user.name': 'c',
      'user.id': 'd',
      'process.command_line': 'e',
      'registry.path': 'f',
    });
    expect(proposal?.reasons.find(({ target }) => target === 'user.id')?.reason).toBe(
      '30 of 30 values are Windows SIDs; the name does not tell',
    );
  });

  test('Excel days and epoch milliseconds are found', async () => {
    const excel = ['Zeitpunkt;Konto', ...days()].join('\n');
    const found = await preview(file('excel.csv', excel));
    expect(found.proposal?.mapping).toMatchObject({ time: 'Zeitpunkt', timeForm: 'excel' });
    expect(cell(found.rows, '@timestamp', 0)).toMatch(/^2025-03-04T06:00:00/);
    const epoch = [
      'when_ms,host',
      ...Array.from({ length: 9 }, (_, n) => `${1_700_000_000_000 + n},H${n}`),
    ];
    const millis = await preview(file('epoch.csv', epoch.join('\n')));
    expect(millis.proposal?.mapping.time).toBe('when_ms');
    expect(cell(millis.rows, '@timestamp', 1)).toBe('2023-11-14T22:13:20.001Z');
    expect(millis.zone.kind).toBe('explicit');
  });

  test('a date that can be read both ways is asked about, with both ways shown', async () => {
    const lines = ['When,Server', '7/8/2019 10:00,A', '3/4/2019 11:00,B'];
    const doubtful = await preview(file('doubt.csv', lines.join('\n')));
    expect(doubtful.dateOrder[0]).toEqual({
      text: '7/8/2019 10:00',
      dayFirst: '2019-08-07T10:00:00',
      monthFirst: '2019-07-08T10:00:00',
    });
    const told = await preview(file('doubt.csv', lines.join('\n')), {
      options: { dateOrder: 'day-first' },
    });
    expect(cell(told.rows, '@timestamp', 0)).toBe('2019-08-07T10:00:00Z');
    const decided = await preview(file('decided.csv', [...lines, '25/4/2019 11:00,C'].join('\n')));
    expect(decided.dateOrder).toEqual([]);
  });

  test('JSON with nested records is proposed by its paths', async () => {
    const lines = Array.from({ length: 20 }, (_, n) =>
      JSON.stringify({
        meta: { stamp: { utc: `2026-02-03T04:05:${String(n).padStart(2, '0')}Z` } },
        actor: { login: 'CORP\\bob', sid: `S-1-5-21-9-9-9-${n}` },
        net: { 'src.addr': `10.9.8.${n}` },
        box: { hostname: 'dc01' },
      }),
    );
    const found = await preview(file('nested.jsonl', lines.join('\n')));
    expect(found.format).toBe('json-lines');
    expect(found.proposal?.mapping).toEqual({
      format: 'json',
      only: true,
      time: 'meta.stamp.utc',
      columns: {
        'host.name': 'box.hostname',
        'user.name': 'actor.login',
        'user.id': 'actor.sid',
        'source.ip': 'net.src.addr',
      },
    });
    const names = ['@timestamp', 'user.domain', 'source.ip', 'host.name'];
    expect(table(found.rows, names)[3]).toEqual([
      '2026-02-03T04:05:03Z',
      'CORP',
      '10.9.8.3',
      'dc01',
    ]);
  });
});

function days(): string[] {
  return Array.from({ length: 12 }, (_, n) => `${45_720 + n}.25;max@firma.de`);
}

describe('odd tables', () => {
  test('UTF-16 is read, and told', async () => {
    const text = Buffer.from(`\ufeff${german(5)}`, 'utf16le');
    const { proposal, problems, rows } = await preview(file('utf16.csv', text));
    expect(proposal?.mapping.columns?.['user.name']).toBe('Benutzer');
    expect(problems.map(({ code }) => code)).toContain('transcoded');
    expect(cell(rows, 'host.name', 1)).toBe('WS-01');
  });

  test('blank, double and hostile headers get names that can be told apart and mapped', async () => {
    const header = 'Time,,Host,Host,__proto__,"a<img src=x onerror=alert(1)>",\u202eexe.nimda';
    const row = '2026-01-01T00:00:00Z,x,H1,H2,p,q,r';
    const found = await preview(file('hostile.csv', [header, row, row].join('\n')));
    const names = found.fields.map(({ name }) => name);
    expect(names).toEqual([
      'Time',
      'column_2',
      'Host',
      'Host_2',
      '__proto__',
      'a<img src=x onerror=alert(1)>',
      '\u202eexe.nimda',
    ]);
    const mapping: MappingFile = {
      only: true,
      time: 'Time',
      columns: { 'host.name': 'Host_2', 'user.name': '__proto__', 'event.action': names[5]! },
    };
    const mapped = await preview(file('hostile.csv', [header, row, row].join('\n')), {
      options: { mapping: { ...mapping } },
    });
    expect(table(mapped.rows, ['host.name', 'user.name', 'event.action'])[0]).toEqual([
      'H2',
      'p',
      'q',
    ]);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  test('a bad row is shown where it stands, with what is wrong with it', async () => {
    const lines = [
      '{"ts":"2026-01-01T00:00:00Z","user":"a"}',
      '{"ts": broken',
      '{"ts":"never","user":"b"}',
    ];
    const { troubles, rows } = await preview(file('bad.jsonl', lines.join('\n')));
    expect(rows.rows).toBe(3);
    expect(troubles[0]).toBe('');
    expect(troubles[1]).toMatch(/^Rejected \(json-syntax\): .* — \{"ts": broken$/);
    expect(troubles[2]).toMatch(/cannot be read/i);
    expect(cell(rows, '@timestamp', 2)).toBeUndefined();
  });

  test('what no reader knows, is empty or is not there is said in words', async () => {
    await expect(preview(file('noise', Buffer.from([1, 2, 3, 0, 255])))).rejects.toMatchObject({
      code: 'unknown-format',
    });
    await expect(preview(path.join(folder, 'absent'))).rejects.toMatchObject({
      code: 'no-such-file',
    });
  });
});

describe('archives', () => {
  const lines = Array.from(
    { length: 5 },
    (_, n) => `{"ts":"2026-01-01T00:00:0${n}Z","user":{"name":"u${n}"}}`,
  ).join('\n');

  test('the first member that fits is shown, and any other by its name', async () => {
    const zip = zipOf(
      { name: 'readme.bin', content: Buffer.from([0, 1, 2, 3]) },
      { name: 'logs/a.jsonl', content: Buffer.from(lines) },
      { name: 'logs/b.csv', content: Buffer.from(german(3)) },
    );
    const found = await preview(file('triage.zip', zip));
    expect({ member: found.member, members: found.members }).toEqual({
      member: 'logs/a.jsonl',
      members: ['readme.bin', 'logs/a.jsonl', 'logs/b.csv'],
    });
    const other = await preview(path.join(folder, 'triage.zip'), { member: 'logs/b.csv' });
    expect(other.format).toBe('csv');
    expect(other.rows.rows).toBe(3);
    await expect(
      preview(path.join(folder, 'triage.zip'), { member: 'readme.bin' }),
    ).rejects.toMatchObject({ code: 'unknown-format' });
  });

  test('only the head of a large file is read', async () => {
    const long = `${lines}\n`.repeat(100_000);
    const path = file('long.jsonl.gz', gzipSync(long, { level: 1 }));
    const begun = performance.now();
    const { rows } = await preview(path);
    expect(rows.rows).toBe(50);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('the import does what the preview shows', () => {
  const sources: readonly [string, string, InputOf<'import.preview'>['options']][] = [
    ['german', german(), { timeZone: 'Europe/Berlin' }],
    ['excel', ['Zeitpunkt;Konto', ...days()].join('\n'), {}],
    [
      'doubt',
      ['When,Server', '7/8/2019 10:00,A', '3/4/2019 11:00,B'].join('\n'),
      { dateOrder: 'day-first' },
    ],
    [
      'nested',
      Array.from(
        { length: 7 },
        (_, n) => `{"a":{"when":${1_700_000_000 + n},"who":"D\\\\u${n}"},"ip":"10.0.0.${n}:443"}`,
      ).join('\n'),
      {},
    ],
  ];
  test.each(sources)('%s', async (name, content, options) => {
    const path = file(`same-${name}`, content);
    const before = await preview(path, { options });
    const own = await new Workbench().create();
    try {
      const { job } = await own.ask('import.start', {
        paths: [path],
        options: { ...options, mapping: { ...before.mapping } },
      });
      await own.result(job);
      const names = Object.keys(before.rows.columns);
      const page = await own.ask('events.page', {
        scope: {},
        columns: names,
        sort: { column: 'id', descending: false },
        limit: 50,
      });
      expect(table(page.block, names)).toEqual(table(before.rows, names));
      expect(page.total).toBeGreaterThan(1);
    } finally {
      await own.close();
    }
  });
});
