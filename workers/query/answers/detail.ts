/** One event with all it has: its columns, every field of its record, and where it lies. */
import type { EventDetail, EventTime } from '#contract/api.ts';
import { clockOffsetDigits } from '#contract/clocks.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { eventColumns } from '#contract/event-columns.ts';
import { isoTime, precisionWords } from '#contract/time.ts';
import type { EventPlace } from '#workers/query/event-places.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { locatorWords } from '#workers/query/evidence-label.ts';

type DetailField = EventDetail['fields'][number];

/** Throws `no-such-event`. */
export function eventDetail(view: CaseView, id: number): EventDetail {
  const row = view.table.rowOf(id);
  const place = row < 0 ? undefined : view.events.place(id);
  if (place === undefined) throw noSuchEvent(id);
  const record = view.records
    .fields(row)
    .map(({ name, value }): DetailField => ({ name, value, group: 'record' }));
  const offsetUs = view.clocks.offsetUs(hostOf(view, id));
  return {
    id,
    time: timeOf(view, row, place),
    fields: [...timeField(place, offsetUs), ...columnFields(view, id), ...record],
    document: view.records.text(row),
    provenance: provenanceOf(view, row, place),
  };
}

function provenanceOf(view: CaseView, row: number, place: EventPlace): EventDetail['provenance'] {
  const { id, path, member, sha256, format, readerVersion } = view.records.evidenceOf(row);
  return {
    evidence: id,
    path,
    member,
    sha256,
    format,
    readerVersion,
    offset: place.offset,
    length: place.length,
    recordId: place.recordId ?? -1,
    line: place.line ?? -1,
    locator: locatorWords(place),
  };
}

/** Id of the host's name, 0 when the event has none; looked for only when there are clock rules. */
function hostOf({ clocks, events }: CaseView, id: number): number {
  return clocks.active ? events.value(id, 'host.name') : 0;
}

function timeOf(view: CaseView, row: number, place: EventPlace): EventTime {
  const { id, timeUs, timeNanos: nanos, timeDigits: digits } = place;
  if (timeUs === null) return { stored: '', text: '', field: '', zoneRule: '', precision: '' };
  const found = view.records.writtenTime(row, { timeUs, nanos });
  const correction = view.clocks.ruleOf(hostOf(view, id));
  return {
    stored: isoTime(timeUs, digits, nanos),
    ...found,
    precision: precisionWords(digits, found.text),
    ...(correction === undefined ? {} : { correction }),
  };
}

function timeField({ timeUs, timeNanos, timeDigits }: EventPlace, offsetUs: number): DetailField[] {
  if (timeUs === null) return [];
  const digits = Math.max(timeDigits, clockOffsetDigits(offsetUs));
  const value = isoTime(timeUs + offsetUs, digits, timeNanos);
  return [{ name: '@timestamp', value, group: 'ecs' }];
}

function columnFields(view: CaseView, id: number): DetailField[] {
  const values = view.events.columns(id) ?? [];
  return eventColumns.flatMap(({ name, kind }, at): DetailField[] => {
    const value = values[at] ?? undefined;
    if (value === undefined) return [];
    return [
      { name, value: kind === 'text' ? view.texts.value(value) : String(value), group: 'ecs' },
    ];
  });
}

function noSuchEvent(id: number): WorkbenchError {
  return new WorkbenchError({
    code: 'no-such-event',
    message: `There is no event ${id} in this case.`,
    hint: 'Its evidence may have been taken out.',
  });
}
