/**
 * A field as one small number per row, whatever it is made of, so that counting values is counting
 * numbers. Texts that differ only in case count as one value, as they do in queries; it is shown as
 * it is written most often.
 */
import { WorkbenchError } from '#contract/errors.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';
import { evidenceLabel } from '#workers/query/evidence-label.ts';
import { FieldSelector, fieldOf } from '#workers/query/fields.ts';
import { foldText } from '#workers/query/text/fold.ts';

/** Reading more records than this for one field would keep every other question waiting for seconds. */
const MAX_RECORDS = 100_000;
/** Rows between two looks at whether the asker gave up. */
const CHECK_EVERY = 256;

export interface RowValues {
  /** By row; 0 = missing. Rows outside the selection may hold anything. */
  readonly codes: Int32Array;
  /** Greatest code and one more. */
  readonly codeCount: number;
  /** The code that stands for all writings of a value. */
  groupOf(code: number): number;
  label(code: number): string;
}

/** Codes of a field for the rows of a selection. Throws `bad-request` for fields that have no values to count. */
export function rowValues(view: CaseView, selected: Selected, name: string): RowValues {
  const field = fieldOf(name);
  switch (field.kind) {
    case 'text': {
      const { dictionary } = view;
      return {
        codes: view.columns.ints(field.name),
        codeCount: dictionary.count + 1,
        groupOf: (code) => dictionary.canonical(code),
        label: (code) => view.texts.value(code),
      };
    }
    case 'int':
      return intValues(view, selected, field.name);
    case 'evidence': {
      const labels = new Map(view.sources.map((source) => [source.id, evidenceLabel(source)]));
      return {
        codes: view.columns.evidence(),
        codeCount: Math.max(0, ...labels.keys()) + 1,
        groupOf: (code) => code,
        label: (code) => labels.get(code) ?? '',
      };
    }
    case 'record':
      return recordValues(view, selected, field.name);
    case 'id':
    case 'time':
    case 'locator':
    case 'derived':
      throw new WorkbenchError({
        code: 'bad-request',
        message: `Values of "${field.name}" cannot be counted.`,
        hint: 'It is different in nearly every event; choose another field.',
      });
  }
}

function intValues(view: CaseView, selected: Selected, column: string): RowValues {
  const values = view.columns.ints(column);
  const codes = new Int32Array(view.table.rows);
  const labels: string[] = [''];
  const known = new Map<number, number>([[-1, 0]]);
  eachSelected(selected, (row) => {
    const value = values[row]!;
    let code = known.get(value);
    if (code === undefined) {
      code = labels.push(String(value)) - 1;
      known.set(value, code);
    }
    codes[row] = code;
  });
  return {
    codes,
    codeCount: labels.length,
    groupOf: (code) => code,
    label: (code) => labels[code]!,
  };
}

function recordValues(view: CaseView, selected: Selected, name: string): RowValues {
  if (selected.total > MAX_RECORDS) {
    throw new WorkbenchError({
      code: 'bad-request',
      message: `Values of "${name}" can be counted for at most ${MAX_RECORDS} events at a time.`,
      hint: 'It is a field of the records, not a column. Narrow the selection first.',
    });
  }
  const selector = new FieldSelector(name);
  const codes = new Int32Array(view.table.rows);
  const labels: string[] = [''];
  const groups: number[] = [0];
  const known = new Map<string, number>();
  const firstOfFolded = new Map<string, number>();
  const codeOf = (value: string): number => {
    const code = known.get(value) ?? labels.push(value) - 1;
    if (code < groups.length) return code;
    known.set(value, code);
    const folded = foldText(value);
    groups.push(firstOfFolded.get(folded) ?? code);
    if (!firstOfFolded.has(folded)) firstOfFolded.set(folded, code);
    return code;
  };
  let looked = 0;
  eachSelected(selected, (row) => {
    if (looked++ % CHECK_EVERY === 0) view.checkCancelled();
    const value = selector.values(view.records.fields(row))[0];
    if (value !== undefined) codes[row] = codeOf(value);
  });
  return {
    codes,
    codeCount: labels.length,
    groupOf: (code) => groups[code]!,
    label: (code) => labels[code]!,
  };
}
