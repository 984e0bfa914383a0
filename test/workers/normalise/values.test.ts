/** Single values: numbers, addresses, accounts, and what means "nothing". */
import { expect, test } from 'vitest';
import {
  ipAddress,
  isPlaceholder,
  splitAccount,
  statusOutcome,
  transportName,
  wholeNumber,
} from '#workers/normalise/values.ts';

test('whole numbers in decimal and hex, nothing else', () => {
  expect(['0', '42', '0x1a2c', '0X1A2C', '0x3e7', '4294967295'].map(wholeNumber)).toEqual([
    0, 42, 6700, 6700, 999, 4294967295,
  ]);
  for (const text of ['', '-1', '-', '1.5', '0x', '0xg', '%%1936', ' 1', '1e3', '9'.repeat(20)]) {
    expect(wholeNumber(text), text).toBeUndefined();
  }
});

test('addresses, with IPv4 inside IPv6 as IPv4', () => {
  const same = ['10.0.0.5', '::1', 'fe80::1%4', '2001:db8::ff'];
  expect(same.map(ipAddress)).toEqual(same);
  expect(ipAddress('::ffff:10.0.0.5')).toBe('10.0.0.5');
  expect(ipAddress('::FFFF:10.0.0.5')).toBe('10.0.0.5');
  for (const text of [
    '',
    '-',
    'LOCAL',
    'localhost',
    'KIOSK-9',
    'cafe',
    '12',
    'a.b',
    'x'.repeat(99),
  ]) {
    expect(ipAddress(text), text).toBeUndefined();
  }
});

test('accounts fall into domain and name', () => {
  expect(splitAccount('CORP\\ann')).toEqual({ domain: 'CORP', name: 'ann' });
  expect(splitAccount('NT AUTHORITY\\LOCAL SERVICE')).toEqual({
    domain: 'NT AUTHORITY',
    name: 'LOCAL SERVICE',
  });
  expect(splitAccount('ann@corp.example')).toEqual({ domain: '', name: 'ann@corp.example' });
  expect(splitAccount('-\\-')).toEqual({ domain: '', name: '' });
  expect(splitAccount('-')).toBeUndefined();
});

test('placeholders, status codes, protocols', () => {
  expect(['', '-', '?', '0', '-1', '--'].map(isPlaceholder)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(['0x0', '0', '0x00000000', '0xc000006d', '-'].map(statusOutcome)).toEqual([
    'success',
    'success',
    'success',
    'failure',
    undefined,
  ]);
  expect(['6', '17', 'TCP', '99'].map(transportName)).toEqual(['tcp', 'udp', 'tcp', '99']);
});
