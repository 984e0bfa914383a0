/** Evidence of a case as lines for people: what it is, what became of it, and what was wrong. */
import type { ImportResult } from '#contract/api.ts';
import type { Evidence, Problem } from '#contract/evidence.ts';
import { textTable, type TableColumn } from './text-table.ts';
import { countText, durationText, plural, sizeText } from './units.ts';
import { visible } from './visible-text.ts';

/** From so many on, what is alike is told together. */
const MANY = 4;

const columns: readonly TableColumn[] = [
  { heading: 'id', right: true },
  { heading: 'format', maxWidth: 32 },
  { heading: 'status' },
  { heading: 'size', right: true },
  { heading: 'seen', right: true },
  { heading: 'imported', right: true },
  { heading: 'rejected', right: true },
  { heading: 'duplicates', right: true },
  { heading: 'evidence', cut: 'middle' },
];

/** A table of evidence, and under it every problem with its count and first place. */
export function evidenceLines(evidence: readonly Evidence[], width: number): readonly string[] {
  const empty = evidence.filter(
    ({ status, recordsSeen }) => status === 'complete' && recordsSeen === 0,
  );
  const listed = empty.length < MANY ? evidence : evidence.filter((each) => !empty.includes(each));
  const rows = listed.map((each) => [
    String(each.id),
    each.layoutLabel === '' ? each.format : each.layoutLabel,
    each.status,
    sizeText(each.sizeBytes),
    countText(each.recordsSeen),
    countText(each.imported),
    countText(each.rejected),
    countText(each.duplicates),
    nameOf(each),
  ]);
  return [
    ...textTable(columns, rows, width),
    ...(listed.length < evidence.length
      ? [`  and ${countText(empty.length)} without any record, which are not listed here`]
      : []),
    ...evidence.flatMap(zoneLines),
    ...problemLines(evidence),
  ];
}

/** `folder/file.zip › member.json`. */
function nameOf({ path, member }: Evidence): string {
  return member === '' ? path : `${path} › ${member}`;
}

/** How times without a zone were read, where there were such times. */
function zoneLines({ id, zone }: Evidence): readonly string[] {
  if (zone.kind !== 'assumed') return [];
  return [`  evidence ${id}: times without a zone are read as ${zone.zone}`];
}

/** A trouble that many pieces of evidence share is told once. */
function problemLines(evidence: readonly Evidence[]): readonly string[] {
  const all = evidence.flatMap(({ id, problems }) => problems.map((problem) => ({ id, problem })));
  const alike = Map.groupBy(all, ({ problem }) => `${problem.code}\n${problem.message}`);
  return [...alike.values()].flatMap((same) =>
    same.length < MANY
      ? same.map(({ id, problem }) => oneProblem(`evidence ${id}`, problem))
      : [sharedProblem(same)],
  );
}

function oneProblem(where: string, { code, message, count, firstLocator }: Problem): string {
  const first = firstLocator === '' ? '' : ` (first at ${firstLocator})`;
  const times = count === 1 ? '' : ` ${countText(count)} times`;
  return visible(`  ${where}: ${code}${times}: ${message}${first}`);
}

function sharedProblem(
  same: readonly { readonly id: number; readonly problem: Problem }[],
): string {
  const [first] = same;
  if (first === undefined) return '';
  const { code, message } = first.problem;
  return visible(
    `  ${countText(same.length)} of them, first evidence ${first.id}: ${code}: ${message}`,
  );
}

/** The sum of an import: seen = imported + rejected + duplicates. */
export function totalsLine({ totals, durationMs }: ImportResult): string {
  const { recordsSeen, imported, rejected, duplicates } = totals;
  const perSecond = durationMs > 0 ? Math.round((recordsSeen / durationMs) * 1000) : 0;
  return `${plural(recordsSeen, 'record')} seen = ${countText(imported)} imported + ${countText(rejected)} rejected + ${countText(duplicates)} duplicates, in ${durationText(durationMs)} (${countText(perSecond)}/s)`;
}
