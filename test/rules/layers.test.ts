/** The table of layers, asked about imports that must pass and imports that must not. */
import { expect, test } from 'vitest';
import { importProblem } from './layers.js';

type Import = readonly [file: string, specifier: string, typeOnly?: boolean];

const right: readonly Import[] = [
  ['workers/contract/api.ts', './rooms/index.ts'],
  ['workers/contract/schema.ts', 'zod'],
  ['workers/case-file/case-file.ts', 'better-sqlite3'],
  ['workers/case-file/case-file.ts', 'node:fs/promises'],
  ['workers/algorithms/umap.ts', '#workers/base/random.ts'],
  ['workers/readers/evtx/reader.ts', '#workers/containers/evidence.ts', true],
  ['workers/analyses/registry.ts', './logon-graph/room.ts'],
  ['workers/analyses/logon-graph/room.ts', '../analysis.ts'],
  ['workers/engine/engine.ts', '#workers/query/filter.ts', true],
  ['src-main/loopback/server.ts', 'node:http'],
  ['src-main/cli/open.ts', 'electron', true],
  ['src-main/electron/main.ts', 'electron'],
  ['src-main/host.ts', '#workers/engine/engine.ts'],
  ['src-renderer/app/shell.tsx', './shell.css'],
  ['src-renderer/app/worker.ts', './layout.worker.ts?worker'],
  ['src-renderer/rooms/logon-graph/view.tsx', '#renderer/canvas/graph.ts'],
  ['src-renderer/app/shell.tsx', '@visx/axis'],
  ['test/rooms/logon-graph.test.ts', '#workers/engine/engine.ts'],
];

const wrong: readonly Import[] = [
  ['workers/contract/api.ts', '#workers/base/assert.ts'],
  ['workers/contract/api.ts', 'node:buffer'],
  ['workers/base/bytes.ts', '#workers/readers/reader.ts', true],
  ['workers/readers/evtx/reader.ts', '#workers/containers/evidence.ts'],
  ['workers/query/search.ts', 'better-sqlite3'],
  ['workers/algorithms/umap.ts', 'node:crypto'],
  ['workers/analyses/logon-graph/room.ts', '../sequences/compute.ts'],
  ['workers/analyses/logon-graph/room.ts', '#workers/case-file/case-file.ts'],
  ['workers/engine/engine.ts', '#workers/query/filter.ts'],
  ['workers/engine/engine.ts', 'node:https'],
  ['workers/engine/engine.ts', 'fs'],
  ['workers/somewhere/new.ts', '#contract/api.ts'],
  ['src-main/cli/open.ts', 'electron'],
  ['src-main/loopback/server.ts', 'commander'],
  ['src-main/new-folder/a.ts', '#contract/api.ts'],
  ['src-renderer/app/shell.tsx', '#workers/base/assert.ts'],
  ['src-renderer/app/shell.tsx', 'node:path'],
  ['src-renderer/app/shell.tsx', 'piscina'],
  ['src-renderer/rooms/logon-graph/view.tsx', '../sequences/view.tsx'],
  ['src-renderer/app/shell.tsx', './frame'],
];

for (const [file, specifier, typeOnly] of right) {
  test(`${file} may import ${specifier}`, () => {
    expect(importProblem(file, specifier, typeOnly)).toBeUndefined();
  });
}

for (const [file, specifier, typeOnly] of wrong) {
  test(`${file} may not import ${specifier}`, () => {
    expect(importProblem(file, specifier, typeOnly)).toBeDefined();
  });
}

test('a refusal says what may be imported instead', () => {
  expect(importProblem('workers/base/bytes.ts', '#workers/readers/reader.ts')).toBe(
    "workers/base may not import from 'workers/readers/reader.ts'; it may import from: workers/contract.",
  );
});
