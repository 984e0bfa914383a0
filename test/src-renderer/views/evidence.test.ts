/** The evidence view's own logic: which files are shown in which order, what imports still say, what drafts come to. */
import { describe, expect, test } from 'vitest';
import type { Evidence } from '#contract/evidence.ts';
import type { Job, JobState } from '#contract/jobs.ts';
import type { MappingFile } from '#contract/mapping.ts';
import {
  draftOf,
  freeTargets,
  mappedRows,
  noDraft,
  previewInput,
  sameMapping,
  wholeMapping,
  withSource,
  withTime,
} from '#renderer/views/evidence/import/drafts.ts';
import { openImports } from '#renderer/views/evidence/open-imports.ts';
import { filteredEvidence, sortedEvidence } from '#renderer/views/evidence/sort-evidence.ts';

const file = (id: number, more: Partial<Evidence> = {}): Evidence => ({
  id,
  path: '/triage.zip',
  member: `logs/host-${id}.evtx`,
  sha256: '',
  sizeBytes: 0,
  format: 'evtx',
  layout: 'evtx',
  layoutLabel: 'Windows event log (EVTX)',
  status: 'complete',
  recordsSeen: 10,
  imported: 10,
  rejected: 0,
  duplicates: 0,
  firstTime: '',
  lastTime: '',
  problems: [],
  mtime: '',
  readerVersion: 1,
  zone: { kind: 'utc', zone: 'UTC' },
  ...more,
});

const files = [
  ...Array.from({ length: 500 }, (_, n) => file(n + 1)),
  file(501, { status: 'partial', rejected: 3 }),
  file(502, { status: 'failed', layout: '', layoutLabel: '', path: '/notes.txt', member: '' }),
  file(503, { rejected: 9, problems: [{ code: 'x', message: '', count: 4, firstLocator: '' }] }),
];
const ids = (rows: readonly Evidence[]): readonly number[] => rows.map(({ id }) => id);

describe('files of a triage package', () => {
  test('only those that need a look', () => {
    expect(ids(filteredEvidence(files, 'incomplete', ''))).toEqual([501, 502]);
    expect(ids(filteredEvidence(files, 'rejects', ''))).toEqual([501, 503]);
    expect(ids(filteredEvidence(files, 'problems', ''))).toEqual([503]);
    expect(filteredEvidence(files, 'all', '')).toHaveLength(503);
  });

  test('words are looked for in names and formats, all of them', () => {
    expect(ids(filteredEvidence(files, 'all', 'HOST-77 evtx'))).toEqual([77]);
    expect(ids(filteredEvidence(files, 'all', 'notes'))).toEqual([502]);
  });

  test('the worst first', () => {
    const sorted = sortedEvidence(files, { column: 'problems', descending: true });
    expect(ids(sorted).slice(0, 3)).toEqual([501, 502, 503]);
  });
});

const job = (id: number, state: JobState, trouble?: string): Job => ({
  id,
  kind: 'import',
  title: 'Import',
  state,
  progress: {
    stage: '',
    doneBytes: 0,
    totalBytes: 0,
    records: 0,
    rejected: 0,
    ratio01: -1,
    recordsPerSecond: 0,
    secondsLeft: -1,
  },
  ...(trouble === undefined ? {} : { trouble }),
});
const open = (...jobs: Job[]): readonly number[] => openImports(jobs).map(({ id }) => id);

describe('what imports still say', () => {
  test('one that runs, was stopped, failed, or went wrong in part', () => {
    const jobs = [job(1, 'cancelled'), job(2, 'failed'), job(3, 'done', 'half'), job(4, 'running')];
    expect(open(...jobs)).toEqual([1, 2, 3, 4]);
    expect(open(job(1, 'done'))).toEqual([]);
  });

  test('not what a later import has made good', () => {
    expect(open(job(1, 'cancelled'), job(2, 'done'))).toEqual([]);
    expect(open(job(1, 'done'), job(2, 'cancelled'))).toEqual([2]);
    expect(open(job(1, 'cancelled'), job(2, 'done', 'half'))).toEqual([1, 2]);
  });
});

describe('drafts', () => {
  const mapping: MappingFile = { only: true, time: 'When', columns: { 'user.name': 'Who' } };

  test('a column is added, changed and taken out; the mapping before stays as it was', () => {
    const more = withSource(mapping, 'host.name', 'Box');
    expect(mappedRows(more).map(({ target, from }) => [target, from])).toEqual([
      ['host.name', 'Box'],
      ['user.name', 'Who'],
    ]);
    expect(freeTargets(more).some(({ value }) => value === 'host.name')).toBe(false);
    expect(mappedRows(withSource(more, 'host.name', ''))).toHaveLength(1);
    expect(mappedRows(mapping)).toHaveLength(1);
  });

  test('times are one column, two, or found by name, and forget how others were written', () => {
    const excel: MappingFile = { ...mapping, timeForm: 'excel' };
    expect(withTime(excel, ['Day', 'Clock'])).toEqual({ ...mapping, time: ['Day', 'Clock'] });
    expect(withTime(mapping, ['', ''])).toEqual({ only: true, columns: mapping.columns });
  });

  test('zone and order of dates are kept with a mapping and come back from it', () => {
    const draft = { mapping, timeZone: 'Europe/Berlin', dateOrder: 'day-first' } as const;
    const whole = wholeMapping(mapping, draft);
    expect(draftOf(whole)).toEqual(draft);
    expect(sameMapping(whole, { ...whole, columns: { 'user.name': 'Who' } })).toBe(true);
    expect(sameMapping(whole, mapping)).toBe(false);
  });

  test('what nobody knows is previewed by its proposal until something is said', () => {
    const layout = {
      signature: 's',
      format: 'csv',
      card: { id: 'csv', label: 'CSV' },
      mappable: true,
      unknownLayout: true,
      asksZone: true,
      asksOrder: false,
      contents: 1,
      path: '/a.csv',
      member: '',
    };
    expect(previewInput(layout, noDraft, {}).propose).toBe(true);
    const said = previewInput(layout, { ...noDraft, mapping }, { format: 'csv' });
    expect(said).toMatchObject({ propose: false, options: { format: 'csv', mapping } });
  });
});
