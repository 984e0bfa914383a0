/** Windows events as XML: every arrangement of it, damage that costs one event, and nothing that expands. */
import { expect, test } from 'vitest';
import { windowsXmlReader } from '#workers/readers/windows-xml/reader.ts';
import { parseXml } from '#workers/readers/windows-xml/xml.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';
import { expectMutantsSurvive } from '#test/support/text-mutants.ts';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

function event(id: number, data: string, more = ''): string {
  return (
    `<Event xmlns='${NAMESPACE}'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>` +
    `<EventID>${id}</EventID><Version>2</Version><Level>0</Level><Keywords>0x8020000000000000</Keywords>` +
    `<TimeCreated SystemTime='2024-03-01T10:00:00.1234567Z'/><EventRecordID>77</EventRecordID><Correlation/>` +
    `<Execution ProcessID='612' ThreadID='700'/><Channel>Security</Channel><Computer>DC1.corp.local</Computer><Security/></System>` +
    `<EventData>${data}</EventData>${more}</Event>`
  );
}

const logon = event(
  4624,
  "<Data Name='TargetUserName'>al&amp;ice</Data><Data Name=\"TargetDomainName\">CORP</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>10.0.0.5</Data>",
  "<RenderingInfo Culture='en-US'><Message>An account was successfully logged on.\r\n\r\nSubject:</Message><Level>Information</Level></RenderingInfo>",
);
const started = event(
  4688,
  "<Data Name='NewProcessName'>C:\\Windows\\System32\\cmd.exe</Data><Data Name='CommandLine'><![CDATA[cmd /c echo <a> & b]]></Data><Data Name='NewProcessId'>0x1a2c</Data>",
);
const logonValues = {
  'event.code': '4624',
  'event.action': 'logged-in',
  'event.outcome': 'success',
  'user.name': 'al&ice',
  'user.domain': 'CORP',
  'winlog.logon.type': 3,
  'source.ip': '10.0.0.5',
  'host.name': 'DC1.corp.local',
};

const declaration = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>';

test.each([
  ['single', logon, 1],
  ['wrapped', `${declaration}\r\n<Events>${logon}\r\n${started}</Events>\r\n`, 2],
  ['concatenated', logon + started + logon, 3],
  ['one a line', `${logon}\n${started}\n`, 2],
  [
    'with a comment and indentation',
    `${declaration}<!-- saved by hand --><Events>\n  ${started}\n  ${logon}\n</Events>`,
    2,
  ],
  [
    'pretty-printed',
    `${logon.replaceAll('><', '>\n  <')}\n${started.replaceAll('><', '>\n\t<')}`,
    2,
  ],
])('events %s are found by their content, at any size of chunk', async (_name, text, count) => {
  for (const chunkBytes of [1, 500, 100_000]) {
    const { format, imported, rejects, batches } = await readBytes(text, { chunkBytes });
    expect({ format, imported, rejects }).toEqual({
      format: 'windows-xml',
      imported: count,
      rejects: [],
    });
    const found = eventsOf(batches).find(({ values }) => values['event.code'] === '4624');
    if (text.includes('4624')) {
      expect(found).toMatchObject({
        time: '2024-03-01T10:00:00.1234567Z',
        recordId: 77,
        values: logonValues,
      });
    }
  }
});

test('UTF-16, as PowerShell and the Event Viewer write it, is read', async () => {
  const text = `\ufeff${declaration.replace('utf-8', 'utf-16')}<Events>${logon.replace('al&amp;ice', 'älice')}</Events>`;
  const { format, batches, rejects } = await readBytes(Buffer.from(text, 'utf16le'));
  expect({ format, rejects }).toEqual({ format: 'windows-xml', rejects: [] });
  expect(eventsOf(batches)[0]!.values['user.name']).toBe('älice');
});

test('CDATA and character references are text', async () => {
  const { batches } = await readBytes(started.replace('cmd.exe', '&#99;&#x6D;d.exe'));
  expect(eventsOf(batches)[0]!.values).toMatchObject({
    'event.category': 'process',
    'event.action': 'created-process',
    'process.command_line': 'cmd /c echo <a> & b',
    'process.executable': 'C:\\Windows\\System32\\cmd.exe',
    'process.pid': 0x1a2c,
  });
});

test('UserData and data without names are read as from the log itself', async () => {
  const cleared = event(1102, '').replace(
    '<EventData></EventData>',
    "<UserData><LogFileCleared xmlns='x'><SubjectUserName>eve</SubjectUserName></LogFileCleared></UserData>",
  );
  const shell = event(
    400,
    '<Data>Available</Data><Data>None</Data><Data>\tHostApplication=powershell -enc AA\n</Data>',
  )
    .replace('Microsoft-Windows-Security-Auditing', 'PowerShell')
    .replace('<Channel>Security', '<Channel>Windows PowerShell');
  const { batches } = await readBytes(cleared + shell);
  const [first, second] = eventsOf(batches);
  expect(first!.values).toMatchObject({ 'event.action': 'audit-log-cleared', 'user.name': 'eve' });
  expect(second!.values).toMatchObject({ 'process.command_line': 'powershell -enc AA' });
});

test('fields have the names that they have in event logs', () => {
  const fields = windowsXmlReader.fields(logon, {});
  for (const field of [
    { name: 'winlog.event_id', value: '4624' },
    { name: 'winlog.event_data.TargetUserName', value: 'al&ice' },
    { name: 'winlog.process.pid', value: '612' },
    { name: 'message', value: 'An account was successfully logged on.\r\n\r\nSubject:' },
  ])
    expect(fields).toContainEqual(field);
});

test('a damaged event costs itself only', async () => {
  const cut = started.slice(0, 400);
  const text = `<Events>${logon}${cut}${logon}garbage${started.replace('</EventData>', '')}${logon}</Events>`;
  for (const chunkBytes of [1, 100_000]) {
    const { imported, rejects } = await readBytes(text, { chunkBytes });
    expect(imported).toBe(3);
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'xml-syntax',
      'xml-not-an-event',
      'xml-syntax',
    ]);
    expect(rejects[0]!.raw).toBe(cut);
    expect(rejects[1]!.raw).toBe('garbage');
  }
});

test('document types and entities are never read', async () => {
  const bomb =
    '<!DOCTYPE Events [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const text = `${declaration}${bomb}<Events>${logon.replace('al&amp;ice', '&b;')}${logon.replace('al&amp;ice', '&x;')}${logon}</Events>`;
  const { imported, rejects, format } = await readBytes(text);
  expect({ format, imported }).toEqual({ format: 'windows-xml', imported: 1 });
  expect(rejects.map(({ reason }) => reason)).toEqual(['xml-doctype', 'xml-entity', 'xml-entity']);
});

test('depth, elements and attributes are limited, and nothing takes long', async () => {
  const deep = event(1, '<a>'.repeat(100_000));
  const wide = event(1, '<a/>'.repeat(50_000));
  const attributes = event(
    1,
    `<a ${Array.from({ length: 5000 }, (_, i) => `b${i}="1"`).join(' ')}/>`,
  );
  const { rejects } = await readBytes(deep + wide + attributes, { format: 'windows-xml' });
  expect(rejects.map(({ reason }) => reason)).toEqual([
    'xml-too-deep',
    'xml-too-large',
    'xml-too-large',
  ]);
  const begun = performance.now();
  for (const evil of [
    '<Event '.repeat(100_000),
    '<Event><!--'.repeat(100_000),
    `<Event a="${'&'.repeat(1_000_000)}`,
    '</Event>'.repeat(300_000),
  ])
    await readBytes(evil, { format: 'windows-xml' });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test.each([
  ['<a><b></a></b>', 'xml-syntax'],
  ['<a>&nbsp;</a>', 'xml-entity'],
  ['<a>&#0;</a>', 'xml-entity'],
  ['<a>&#xD800;</a>', 'xml-entity'],
  ['<a/><b/>', 'xml-syntax'],
  ['x<a/>', 'xml-syntax'],
  ['<a b=c/>', 'xml-syntax'],
  ['<a', 'xml-syntax'],
  ['', 'xml-syntax'],
])('%s is no XML that is read', (text, reason) => {
  expect(parseXml(text)).toMatchObject({ reason });
});

test('events changed at random are events or rejects', async () => {
  await expectMutantsSurvive(
    `<Events>${(logon + started).repeat(3)}</Events>`,
    'windows-xml',
    200,
    (_text, events, rejects) => {
      expect(events.length + rejects.length).toBeGreaterThan(0);
      const ends = [...events, ...rejects].sort((a, b) => a.offset - b.offset);
      for (let i = 1; i < ends.length; i++)
        expect(ends[i]!.offset).toBeGreaterThanOrEqual(ends[i - 1]!.offset + ends[i - 1]!.length);
    },
  );
});
