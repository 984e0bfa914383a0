/** Detection by content: every kind of evidence finds its reader, whatever it is called. */
import { expect, test } from 'vitest';
import type { Head } from '#workers/readers/reader.ts';
import { cutters, detect, readerById, readers } from '#workers/readers/registry.ts';

function headOf(content: string): Head {
  const bytes = Buffer.from(content, 'latin1');
  const text = content.includes('\0') ? undefined : content.replace(/^\xef\xbb\xbf/, '');
  return { bytes, whole: true, text, name: 'unknown', mtimeMs: NaN };
}

test.each([
  ['evtx', 'ElfFile\0' + '\0'.repeat(8000)],
  ['json-lines', '{"a":1,"b":2}\n{"a":2,"b":3}\n'],
  ['json', '[{"a":1},{"a":2}]'],
  ['json', '{"Records":[{"eventTime":"2025-01-01T00:00:00Z"}]}'],
  ['json', '{\n  "a": 1\n}\n{\n  "a": 2\n}\n'],
  ['csv', 'TimeGenerated,Computer,EventID\n2025-01-01,A,4688\n'],
  ['csv', '\xef\xbb\xbf"TimeGenerated [UTC]";"Computer"\r\n"2025-01-01";"A"\r\n'],
  ['csv', 'a\tb\tc\n1\t2\t3\n4\t5\t6\n'],
  ['syslog', 'Mar 27 13:06:56 ip-10 sshd[1291]: Server listening on 0.0.0.0 port 22.\n'.repeat(5)],
  ['syslog', '<34>1 2003-10-11T22:14:15.003Z host su - ID47 - text, with, commas\n'.repeat(3)],
  ['auditd', 'type=CWD msg=audit(1551485405.594:7507): cwd="/"\n'.repeat(3)],
  ['auditd', 'Mar  1 10:00:00 h audispd: type=CWD msg=audit(1551485405.594:7507): cwd="/"\n'],
  ['zeek', '#separator \\x09\n#fields\tts\tuid\n1.5\tC1\n'],
  [
    'windows-xml',
    '<?xml version="1.0"?><Events><Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System/></Event></Events>',
  ],
  ['parquet', 'PAR1\0\0\0\0PAR1'],
])('%s is told by its content', (id, content) => {
  expect(detect(headOf(content))?.reader.id).toBe(id);
});

test.each([
  ['nothing', ''],
  [
    'prose',
    'Dear reader,\n\nthis is a letter, and no log.\nIt has commas, here and there, but not\nas a table.\n',
  ],
  ['XML', '<?xml version="1.0"?>\n<a,b>\n</a,b>\n'],
  ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0'],
])('%s belongs to no reader', (_name, content) => {
  expect(detect(headOf(content))).toBeUndefined();
});

test('readers are found by their ids, which are unique, and have a way of cutting', () => {
  expect(new Set(readers.map(({ id }) => id)).size).toBe(readers.length);
  for (const reader of readers) expect(readerById(reader.id)).toBe(reader);
  expect(readerById('nonsense')).toBeUndefined();
  const framings = readers.map(({ id }) => id).filter((id) => id in cutters);
  expect(framings).toEqual(['evtx', 'parquet', 'windows-xml', 'zeek', 'auditd', 'syslog', 'csv']);
});
