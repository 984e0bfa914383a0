/** What changes from run to run is masked, what tells programs apart is not. */
import { expect, test } from 'vitest';
import {
  commandTemplate,
  CommandTemplates,
  fileNameOf,
  templateWords,
} from '#workers/algorithms/command-template.ts';

const SVCHOST = 'C:\\Windows\\System32\\svchost.exe';

function words(executable: string, line: string): readonly string[] {
  return templateWords(commandTemplate(executable, line).template).slice(1);
}

test.each([
  [
    'GUIDs',
    '/id:{1a2B3c4d-0001-4f00-8000-00155d010203}',
    '/id:{9a2B3c4d-0001-4f00-8000-0015abcdef03}',
  ],
  ['numbers', '-p 4711 -n 3', '-p 1 -n 99'],
  ['times', '-since 2019-01-15T05:24:24.010Z', '-since 2021-12-01T00:00:00Z'],
  ['dates and clocks', '/st 05:15:00 /sd 01/15/2019', '/st 23:59 /sd 12/31/2020'],
  ['addresses', 'ping 10.0.0.5', 'ping 192.168.178.200'],
  ['hexadecimal', '0xffffffff 5f3759df', '0x10 8badf00d'],
  ['user folders', 'type C:\\Users\\ann\\a.txt', 'type C:\\Users\\bob.smith\\a.txt'],
  ['computers of shares', 'copy \\\\FS01\\c$\\a.txt', 'copy \\\\dc-2.corp.local\\c$\\a.txt'],
  [
    'encoded commands',
    '-enc JABzAD0AJwBoAGkAJwA7AHcAaABvAGEAbQBpAA==',
    '-enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA=',
  ],
  [
    'random temporary names',
    'C:\\Windows\\Temp\\is-01DD7.tmp\\x.exe',
    'C:\\Windows\\Temp\\is-9F2A1.tmp\\x.exe',
  ],
  ['letter case', '-K NetSvcs', '-k netsvcs'],
])('%s are masked', (_what, a, b) => {
  expect(words(SVCHOST, `svchost.exe ${a}`)).toEqual(words(SVCHOST, `svchost.exe ${b}`));
});

test.each([
  ['other words', '-k netsvcs', '-k wsappx'],
  ['another order', 'copy a b', 'copy b a'],
  ['well-known accounts', 'S-1-5-18', 'S-1-5-19-x'],
  ['public and private folders', 'C:\\Users\\Public\\a.exe', 'C:\\Users\\ann\\a.exe'],
])('%s stay different', (_what, a, b) => {
  expect(words(SVCHOST, `svchost ${a}`)).not.toEqual(words(SVCHOST, `svchost ${b}`));
});

test('programs that look alike are two programs', () => {
  const programs = ['svchost.exe', 'svchots.exe', 'svch0st.exe', 'svchost1.exe'].map(
    (name) => commandTemplate(`C:\\Windows\\System32\\${name}`, '').program,
  );
  expect(new Set(programs).size).toBe(4);
});

test('the same program in a folder that changes with its version is one program', () => {
  const agent = (folder: string): string =>
    commandTemplate(`C:\\WindowsAzure\\${folder}\\CollectGuestLogs.exe`, '').program;
  expect(agent('GuestAgent_2.7.41491.901_2019-01-14_202614')).toBe(
    agent('GuestAgent_2.7.5.11_2020-03-01_010203'),
  );
});

test('the program is not repeated as a word, however it was called', () => {
  const calls = [
    'svchost -k a',
    'SVCHOST.EXE -k a',
    `"${SVCHOST}" -k a`,
    `${SVCHOST.toLowerCase()} -k a`,
    `\\??\\${SVCHOST} -k a`,
    '%SystemRoot%\\System32\\svchost.exe -k a',
  ];
  for (const call of calls) expect(words(SVCHOST, call), call).toEqual(['-k', 'a']);
  expect(words('C:\\Program Files\\A B\\x.exe', 'C:\\Program Files\\A B\\x.exe -k a')).toEqual([
    '-k',
    'a',
  ]);
});

test('a first word that names another program stays', () => {
  expect(words('C:\\Temp\\a.exe', 'svchost.exe -k')).toEqual(['svchost.exe', '-k']);
});

test('switches part from their values, operators stand alone, quoted paths stay whole', () => {
  expect(words('cmd.exe', 'cmd /c "C:\\Program Files\\a.exe" /user:bob --n=3&&del x>NUL')).toEqual([
    '/c',
    'c:\\program files\\a.exe',
    '/user:',
    'bob',
    '--n=',
    '<n>',
    '&&',
    'del',
    'x',
    '>',
    'nul',
  ]);
});

test('paths of Unix keep their case', () => {
  expect(commandTemplate('/usr/bin/Tool', '/usr/bin/Tool -A /home/ann/X').template).toBe(
    '/usr/bin/Tool -A /home/<user>/X',
  );
});

test('words come back from a template as they went in', () => {
  const { template } = commandTemplate('C:\\A B\\x.exe', '"C:\\A B\\x.exe" "C:\\c d\\e" f');
  expect(templateWords(template)).toEqual(['c:\\a b\\x.exe', 'c:\\c d\\e', 'f']);
  expect(templateWords(commandTemplate('', '').template)).toEqual(['']);
});

test('nothing is known of nothing', () => {
  expect(commandTemplate('', '')).toEqual({ program: '', template: '""' });
});

test('the file name is what follows the last separator of any kind', () => {
  expect(fileNameOf('C:\\a/b\\c.exe')).toBe('c.exe');
  expect(fileNameOf('c.exe')).toBe('c.exe');
});

test.each([
  ['quotes', '"'.repeat(200_000)],
  ['unclosed brackets', '<'.repeat(200_000)],
  ['digits and dashes', '1-'.repeat(100_000)],
  ['hexadecimal digits', 'a1'.repeat(100_000)],
  ['letters', 'a'.repeat(200_000)],
  ['separators', '\\/'.repeat(100_000)],
  ['base64 without an end', 'aB3+'.repeat(50_000)],
  ['switch after switch', '/a:'.repeat(70_000)],
])('a hostile line of %s takes no time', (_what, line) => {
  const begun = performance.now();
  commandTemplate(line, line);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test('what is remembered changes nothing, however much came before', () => {
  const templates = new CommandTemplates();
  const line = 'svchost.exe -k netsvcs -p 4711 word12';
  const fresh = commandTemplate(SVCHOST, line);
  for (let i = 0; i < 50_000; i++) templates.of(`C:\\p${i}.exe`, `p${i} word${i}`);
  expect(templates.of(SVCHOST, line)).toEqual(fresh);
  expect(templates.of(SVCHOST, line)).toEqual(fresh);
});
