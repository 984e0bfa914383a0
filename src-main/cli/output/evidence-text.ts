/** Evidence of a case as lines for people: what it is, what became of it, and what was wrong. */
import type { ImportResult } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import { textTable, type TableColumn } from './text-table.ts';
import { countText, durationText, plural, sizeText } from './units.ts';
import { visible } from './visible-text.ts';

const columns: readonly TableColumn[] = [
  { heading: 'id', right: true },
  { heading: 'format' },
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
  const rows = evidence.map((each) => [
    String(each.id),
    each.format,
    each.status,
    sizeText(each.sizeBytes),
    countText(each.recordsSeen),
    countText(each.imported),
    countText(each.rejected),
    countText(each.duplicates),
    nameOf(each),
  ]);
  return [...textTable(columns, rows, width), ...evidence.flatMap(problemLines)];
}

/** `folder/file.zip › member.json`. */
function nameOf({ path, member }: Evidence): string {
  return member === '' ? path : `${path} › ${member}`;
}

function problemLines({ id, problems }: Evidence): readonly string[] {
  return problems.map(({ code, message, count, firstLocator }) => {
    const first = firstLocator === '' ? '' : ` (first at ${firstLocator})`;
    const times = count === 1 ? '' : ` ${countText(count)} times`;
    return visible(`  evidence ${id}: ${code}${times}: ${message}${first}`);
  });
}

/** The sum of an import: seen = imported + rejected + duplicates. */
export function totalsLine({ totals, durationMs }: ImportResult): string {
  const { recordsSeen, imported, rejected, duplicates } = totals;
  const perSecond = durationMs > 0 ? Math.round((recordsSeen / durationMs) * 1000) : 0;
  return `${plural(recordsSeen, 'record')} seen = ${countText(imported)} imported + ${countText(rejected)} rejected + ${countText(duplicates)} duplicates, in ${durationText(durationMs)} (${countText(perSecond)}/s)`;
}
