/** A room is one name in four places: contract, engine half, view half, test. */
import { expect, test } from 'vitest';
import { roomIds } from '#contract/rooms/index.ts';
import { exists, projectFiles } from './project-files.ts';

const halves = (room: string): readonly string[] => [
  `workers/contract/rooms/${room}.ts`,
  `workers/analyses/${room}/room.ts`,
  `src-renderer/rooms/${room}/view.tsx`,
  `test/rooms/${room}.test.ts`,
];

test('there are rooms', () => {
  expect(roomIds.length).toBeGreaterThan(0);
});

test.each([...roomIds])('the room %s has its four parts', (room) => {
  expect(halves(room).filter((file) => !exists(file))).toEqual([]);
});

test('no folder of rooms holds a room that the contract does not list', () => {
  const listed = new Set<string>(roomIds);
  const found = projectFiles.flatMap(
    (file) => /^(?:workers\/analyses|src-renderer\/rooms)\/([^/]+)\//.exec(file)?.[1] ?? [],
  );
  expect([...new Set(found)].filter((room) => !listed.has(room))).toEqual([]);
});
