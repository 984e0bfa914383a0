import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellAt, rowsOf } from '#main/cli/output/cells.ts';
import { exportRows } from '#main/cli/output/row-export.ts';
import { fileSink } from '#main/cli/output/sink.ts';
import { cut, textTable } from '#main/cli/output/text-table.ts';
import { countText, durationText, plural, sizeText } from '#main/cli/output/units.ts';
import { visible } from '#main/cli/output/visible-text.ts';

describe('text for people', () => {
  test('shows what a terminal would obey or hide', () => {
    expect(visible('\u001b[2Jgone')).toBe('\\x1b[2Jgone');
    expect(visible('invoice\u202efdp.exe')).toBe('invoice\\u202efdp.exe');
    expect(visible('a\u200bb\u0085c\u2028d')).toBe('a\\u200bb\\x85c\\u2028d');
    expect(visible('\u{e0041}')).toBe('\\u{e0041}');
    expect(visible('naïve Größe 漢字 🙂')).toBe('naïve Größe 漢字 🙂');
  });

  test('tables are aligned, numbers at the right, and cut only where they must', () => {
    const columns = [
      { heading: 'n', right: true },
      { heading: 'path', maxWidth: 9, cut: 'middle' },
      { heading: 'rest' },
    ] as const;
    const lines = textTable(
      columns,
      [
        ['1', 'short', 'x'.repeat(60)],
        ['1,000', '/very/long/path', 'y\u001b'],
      ],
      60,
    );
    expect(lines).toEqual([
      '    n  path       rest',
      `    1  short      ${'x'.repeat(41)}…`,
      '1,000  /ver…path  y\\x1b',
    ]);
  });

  test('cutting counts characters, not halves of them', () => {
    expect(cut('🙂🙂🙂🙂', 3)).toBe('🙂🙂…');
    expect(cut('abcdef', 5, 'middle')).toBe('ab…ef');
  });

  test('units', () => {
    expect(countText(1204331)).toBe('1,204,331');
    expect([plural(1, 'event'), plural(0, 'event')]).toEqual(['1 event', '0 events']);
    expect([0, 1023, 1536, 3 * 1024 ** 3].map(sizeText)).toEqual([
      '0 B',
      '1023 B',
      '1.5 KiB',
      '3.0 GiB',
    ]);
    expect([5, 1500, 74_500, 3_700_000].map(durationText)).toEqual([
      '5 ms',
      '1.5 s',
      '1 min 15 s',
      '1 h 1 min',
    ]);
  });
});

describe('cells', () => {
  test('missing values are undefined in every kind of column', () => {
    expect(cellAt({ kind: 'number', values: Float64Array.of(NaN, 0) }, 0)).toBeUndefined();
    expect(cellAt({ kind: 'number', values: Float64Array.of(NaN, 0) }, 1)).toBe(0);
    expect(cellAt({ kind: 'text', ids: Int32Array.of(-1), values: ['a'] }, 0)).toBeUndefined();
    expect(cellAt({ kind: 'json', values: [''] }, 0)).toBeUndefined();
    expect(cellAt({ kind: 'flag', values: Uint8Array.of(1) }, 0)).toBe(true);
  });

  test('times show the digits of their evidence', () => {
    const time = {
      kind: 'time',
      values: Float64Array.of(1_500_000_000_123_456, NaN),
      nanos: Uint16Array.of(700, 0),
      digits: Uint8Array.of(7, 0),
    } as const;
    expect(cellAt(time, 0)).toBe('2017-07-14T02:40:00.1234567Z');
    expect(cellAt(time, 1)).toBeUndefined();
  });

  test('rows follow the asked names, unknown ones are missing', () => {
    const block = {
      rows: 2,
      columns: { b: { kind: 'int', values: Int32Array.of(3, 4) } },
    } as const;
    expect([...rowsOf(block, ['a', 'b'])]).toEqual([
      [undefined, 3],
      [undefined, 4],
    ]);
  });
});

describe('a file', () => {
  const inFolder = async (action: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(path.join(tmpdir(), 'loupe-sink-'));
    await action(folder).finally(() => rmSync(folder, { recursive: true }));
  };
  const options = { format: 'jsonl', names: ['a'], missing: 'null', rawCells: false } as const;

  test('appears when it is whole, with its size and hash', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'out.jsonl');
      async function* pages() {
        yield [[1]];
        expect(readdirSync(folder)).toEqual(['out.jsonl.partial']);
        yield [[2], [3]];
      }
      const { rows, file: made } = await exportRows({
        ...options,
        pages: pages(),
        sink: await fileSink(file),
      });
      const text = readFileSync(file, 'utf8');
      expect(text).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
      expect(rows).toBe(3);
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(made).toEqual({ output: file, sizeBytes: text.length, sha256 });
      expect(readdirSync(folder)).toEqual(['out.jsonl']);
    }));

  test('is not there when something failed on the way', () =>
    inFolder(async (folder) => {
      async function* pages() {
        yield [[1]];
        throw new Error('the page');
      }
      const sink = await fileSink(path.join(folder, 'out.jsonl'));
      await expect(exportRows({ ...options, pages: pages(), sink })).rejects.toThrow('the page');
      expect(readdirSync(folder)).toEqual([]);
    }));

  test('that cannot be written says where', async () => {
    const file = path.join(tmpdir(), 'loupe-no-such-folder', 'x.csv');
    await expect(fileSink(file)).rejects.toMatchObject({ code: 'no-such-file', place: file });
  });
});
