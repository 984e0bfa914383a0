import { expect, test } from 'vitest';
import { sameProcesses } from '#workers/analyses/process-map/same-process.ts';
import type { NamedProcess } from '#workers/analyses/process-map/same-process.ts';

const lasting = (key: string, place: string, program: string): NamedProcess => ({
  key,
  lasting: true,
  place,
  program,
});
const byId = (place: string, program: string): NamedProcess => ({
  key: `${place} ${program}`,
  lasting: false,
  place,
  program,
});

test('an id with an image is the process with a GUID that has both', () => {
  const processes = [byId('A pid 7', 'x.exe'), lasting('{1}', 'A pid 7', 'x.exe')];
  expect([...sameProcesses(processes)]).toEqual([1, 1]);
});

test('the same id on another host, or with another image, is another process', () => {
  const processes = [
    lasting('{1}', 'A pid 7', 'x.exe'),
    byId('B pid 7', 'x.exe'),
    byId('A pid 7', 'y.exe'),
  ];
  expect([...sameProcesses(processes)]).toEqual([0, 1, 2]);
});

test('where an id was used twice nobody guesses', () => {
  const processes = [
    lasting('{1}', 'A pid 7', 'x.exe'),
    lasting('{2}', 'A pid 7', 'x.exe'),
    byId('A pid 7', 'x.exe'),
    byId('A pid 7', ''),
  ];
  expect([...sameProcesses(processes)]).toEqual([0, 1, 2, 3]);
});

test('an id alone is whatever has that id, also by way of another name', () => {
  const processes = [
    byId('A pid 7', ''),
    byId('A pid 7', 'x.exe'),
    lasting('{1}', 'A pid 7', 'x.exe'),
    byId('A pid 8', ''),
    byId('A pid 9', ''),
    byId('A pid 9', 'y.exe'),
  ];
  expect([...sameProcesses(processes)]).toEqual([2, 2, 2, 3, 5, 5]);
});

test('processes without an id stay themselves', () => {
  const processes = [lasting('{1}', '', 'x.exe'), lasting('{2}', '', 'x.exe'), byId('', 'x.exe')];
  expect([...sameProcesses(processes)]).toEqual([0, 1, 2]);
});
