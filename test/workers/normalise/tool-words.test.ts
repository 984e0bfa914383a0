/** Words of tools for what Windows has numbers and names for. */
import { expect, test } from 'vitest';
import {
  hayabusaChannel,
  hayabusaDetails,
  hayabusaField,
  hayabusaLevel,
} from '#workers/normalise/hayabusa.ts';
import { logonTypeNumber } from '#workers/normalise/logon-type.ts';
import { namedStrings } from '#workers/normalise/windows-strings.ts';

test.each([
  ['3', 3],
  ['Network', 3],
  ['Interactive', 2],
  ['Batch', 4],
  ['Service', 5],
  ['Unlock', 7],
  ['NetworkCleartext', 8],
  ['NewCredentials', 9],
  ['RemoteInteractive', 10],
  ['Remote interactive (RDP) logons', 10],
  ['CachedInteractive', 11],
  ['10 - REMOTE INTERACTIVE', 10],
  ['?', undefined],
  ['', undefined],
  ['Constructor', undefined],
])('logon type %s is %s', (text, number) => {
  expect(logonTypeNumber(text)).toBe(number);
});

test.each([
  ['Sec', 'Security'],
  ['Sysmon', 'Microsoft-Windows-Sysmon/Operational'],
  ['PwSh', 'Microsoft-Windows-PowerShell/Operational'],
  ['Some-Other/Channel', 'Some-Other/Channel'],
])('channel %s is %s', (short, channel) => {
  expect(hayabusaChannel(short)).toBe(channel);
});

test.each([
  ['crit', 'critical'],
  ['high', 'high'],
  ['med', 'medium'],
  ['low', 'low'],
  ['info', 'informational'],
  ['CRITICAL', 'critical'],
])('level %s is %s', (short, level) => {
  expect(hayabusaLevel(short)).toBe(level);
});

test('details are fields in their order, in new and old spelling', () => {
  expect([...hayabusaDetails('User: eve \u00a6 Path: C:\\a: b \u00a6 LID: 0x1 \u00a6 ')]).toEqual([
    ['User', 'eve'],
    ['Path', 'C:\\a: b'],
    ['LID', '0x1'],
  ]);
  expect([...hayabusaDetails('Source User: a  :  IP Address: 127.0.0.1')]).toEqual([
    ['Source User', 'a'],
    ['IP Address', '127.0.0.1'],
  ]);
  expect([...hayabusaDetails('Bootup')]).toEqual([]);
});

test('the PID of a 4688 is the new process, not its parent', () => {
  const details = new Map([['PID', '0x1a2c']]);
  expect(hayabusaField(details, 'NewProcessId', '4688')).toBe('0x1a2c');
  expect(hayabusaField(details, 'ProcessId', '4688')).toBeUndefined();
  expect(hayabusaField(details, 'ProcessId', '1')).toBe('0x1a2c');
});

test('strings without names are named where their order is known', () => {
  const provider = 'Microsoft-Windows-Security-Auditing';
  const strings = Array.from({ length: 21 }, (_, i) => `s${String(i)}`);
  expect(Object.fromEntries(namedStrings(provider, '4624', strings))).toMatchObject({
    SubjectUserName: 's1',
    TargetUserName: 's5',
    LogonType: 's8',
    WorkstationName: 's11',
    IpAddress: 's18',
  });
  expect(Object.fromEntries(namedStrings(provider, '4625', strings))).toMatchObject({
    TargetUserName: 's5',
    Status: 's7',
    LogonType: 's10',
    IpAddress: 's19',
  });
  expect(namedStrings(provider, '9999', strings).size).toBe(0);
  expect(namedStrings(provider, 'constructor', strings).size).toBe(0);
  expect(namedStrings('unknown', '4624', strings).size).toBe(0);
});
