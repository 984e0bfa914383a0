/**
 * The input of a room: which events, in order of id, and a hash that proves later that they were the
 * same ones. The hash is over one line per event, `sha256 offset record line\n`: SHA-256 of the
 * evidence in hex, byte offset, record id and line, -1 where there is none. Where clock rules change
 * times of these events, each adds a line `clock host offset\n` at the end, host in lower case and
 * offset in microseconds: other times are another input.
 */
import { createHash } from 'node:crypto';
import type { ClockRule } from '#contract/clocks.ts';
import { foldText } from '#workers/query/text/fold.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { corruptCase } from '#workers/query/corrupt.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';

/** Characters that are hashed at a time. */
const PIECE = 65_536;

export interface SelectedEvents {
  /** Ascending. */
  readonly ids: Int32Array;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Rules that change times of these events, by host. */
  readonly clockRules: readonly ClockRule[];
}

/** Ids and hash of the selected events. */
export function selectedEvents(view: CaseView, selected: Selected): SelectedEvents {
  const ids = new Int32Array(selected.total);
  const shaOf = new Map(view.sources.map(({ id, sha256 }) => [id, sha256]));
  const hash = createHash('sha256');
  let end = 0;
  let piece = '';
  for (const { firstEvent, firstRow, rows } of view.table.segments) {
    if (selected.bits?.anyIn(firstRow, firstRow + rows) === false) continue;
    view.checkCancelled();
    for (const [id, evidence, offset, recordId, line] of view.events.places(
      firstEvent,
      firstEvent + rows - 1,
    )) {
      if (selected.bits?.has(firstRow + id - firstEvent) === false) continue;
      ids[end++] = id;
      piece += `${shaOf.get(evidence) ?? ''} ${offset} ${recordId} ${line}\n`;
      if (piece.length < PIECE) continue;
      hash.update(piece);
      piece = '';
    }
  }
  if (end !== ids.length) throw corruptCase('Events of this case are missing.');
  const clockRules = rulesOn(view, selected);
  for (const { host, offsetUs } of clockRules) piece += `clock ${foldText(host)} ${offsetUs}\n`;
  return { ids, sha256: hash.update(piece).digest('hex'), clockRules };
}

/** The rules whose hosts have events in the selection. */
function rulesOn({ clocks, columns }: CaseView, selected: Selected): readonly ClockRule[] {
  if (!clocks.active) return [];
  const hosts = columns.ints('host.name');
  const met = new Set<ClockRule>();
  eachSelected(selected, (row) => {
    const rule = clocks.ruleOf(hosts[row]!);
    if (rule !== undefined) met.add(rule);
  });
  return clocks.rules.filter((rule) => met.has(rule));
}
