/** The head of a content, its encoding, and the stream that begins with it. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { WorkbenchError } from '#contract/errors.ts';
import { HEAD_BYTES, readHead } from '#workers/containers/read-head.ts';
import { contentOf } from '#test/support/evidence-files.ts';

const text = 'time,user\r\n2025-02-25,Jörg Grün €\r\n';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Head, everything, and the hash of what went by. */
async function look(bytes: Uint8Array, pieceBytes = 1 << 20) {
  const hash = createHash('sha256');
  const headed = await readHead(inPieces(bytes, pieceBytes), (piece) => hash.update(piece));
  const { content, error } = await contentOf(headed.pieces);
  const all = Buffer.from(content, 'latin1');
  return { headed, all, error, sha256: hash.digest('hex') };
}

const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();

test.each([
  ['UTF-16 LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), 'utf-16le'],
  ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), 'utf-16be'],
  ['UTF-16 LE without a mark', utf16le, 'utf-16le'],
  ['UTF-16 BE without a mark', utf16be, 'utf-16be'],
  ['Windows-1252', Buffer.from(text.replace('€', '\x80'), 'latin1'), 'windows-1252'],
])('%s becomes UTF-8 and says so, whatever the pieces', async (_name, bytes, encoding) => {
  for (const size of [1, 3, 1000]) {
    const { headed, all, sha256 } = await look(bytes, size);
    expect(headed.encoding).toBe(encoding);
    expect(headed.text).toBe(text);
    expect(headed.whole).toBe(true);
    expect(headed.problems).toMatchObject([{ code: 'transcoded' }]);
    expect(all.toString('utf8')).toBe(text);
    expect(Buffer.from(headed.head).toString('utf8')).toBe(text);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('UTF-8 stays as it is, its mark too, but the text has none', async () => {
  const bytes = Buffer.from(`\ufeff${text}`);
  const { headed, all } = await look(bytes, 7);
  expect(headed.encoding).toBe('utf-8');
  expect(headed.text).toBe(text);
  expect(headed.problems).toEqual([]);
  expect(Buffer.from(headed.head).equals(bytes)).toBe(true);
  expect(all.equals(bytes)).toBe(true);
});

test('a single damaged byte does not make UTF-8 another encoding', async () => {
  const bytes = Buffer.from(`${text}${text}`);
  bytes[bytes.indexOf(0xc3)] = 0xff;
  const { headed, all } = await look(bytes);
  expect(headed.encoding).toBe('utf-8');
  expect(all.equals(bytes)).toBe(true);
});

test('text with a few NULs is text, an event log is not', async () => {
  expect((await look(Buffer.from(`${text.repeat(3)}\0`))).headed.encoding).toBe('utf-8');
  const evtx = Buffer.alloc(4096);
  evtx.write('ElfFile\0');
  const { headed } = await look(evtx);
  expect(headed.encoding).toBe('binary');
  expect(headed.text).toBeUndefined();
});

test('a table of small numbers is binary, not UTF-16', async () => {
  const table = Buffer.from(Uint16Array.from({ length: 2000 }, (_, i) => i % 20).buffer);
  expect((await look(table)).headed.encoding).toBe('binary');
});

test('the head is cut at its limit and the stream goes on behind it', async () => {
  const bytes = Buffer.from(text.repeat(20_000));
  for (const size of [4096, 1 << 20]) {
    const { headed, all } = await look(bytes, size);
    expect(headed.head).toHaveLength(HEAD_BYTES);
    expect(headed.whole).toBe(false);
    expect(all.equals(bytes)).toBe(true);
  }
});

test('content of exactly the limit is whole', async () => {
  const { headed, all } = await look(Buffer.alloc(HEAD_BYTES, 'a'), 65_536);
  expect(headed.whole).toBe(true);
  expect(all).toHaveLength(HEAD_BYTES);
});

test('content that breaks within the head gives what came and then the error', async () => {
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one\n');
    throw new WorkbenchError({ code: 'damaged', message: 'cut', hint: '' });
  }
  const headed = await readHead(breaking());
  expect(headed).toMatchObject({ text: 'one\n', whole: false });
  expect(await contentOf(headed.pieces)).toMatchObject({
    content: 'one\n',
    error: { code: 'damaged' },
  });
});

test('no content is an empty, whole head', async () => {
  const { headed, all } = await look(Buffer.alloc(0));
  expect(headed).toMatchObject({ text: '', whole: true });
  expect(all).toHaveLength(0);
});
