/**
 * The audit log of Linux as auditd writes it. Lines of one serial are one event and so one record,
 * also when lines of other events stand between them.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { decoded, readAuditFields } from '#workers/normalise/audit-fields.ts';
import { normaliseAudit } from '#workers/normalise/auditd.ts';
import type { Certainty, Chunk, DocumentField, Head, Prepared, Reader } from '../reader.ts';
import { TextLines, firstLines } from '../text-lines.ts';
import { readAuditLine } from './line.ts';
import type { AuditLine } from './line.ts';

const SAMPLE_LINES = 200;
/** Pieces of a document between its lines. */
const LF = Buffer.from('\n');

export const auditdReader: Reader = {
  id: 'auditd',
  label: 'Linux audit log (auditd)',
  version: 1,
  cards: [
    {
      id: 'auditd',
      label: 'Linux audit log (auditd), raw or enriched',
      knownBy: 'lines of `type=… msg=audit(time:serial): …`; those of one serial are one event',
      times: 'epoch seconds and milliseconds in every line, UTC',
    },
  ],
  cardOf: () => 'auditd',
  documents: 'text',
  sniff,
  prepare: (): Prepared => ({
    framing: 'auditd',
    skipBytes: 0,
    skipLines: 0,
    zone: { kind: 'utc', zone: 'UTC' },
    state: {},
    problems: [],
  }),
  parse,
  fields,
  times: (document) => {
    const line = readAuditLine(document);
    if (line === undefined) return [];
    const text = `${line.seconds}.${String(line.milliseconds).padStart(3, '0')}`;
    return [{ field: 'msg', text }];
  },
};

function sniff({ text, whole }: Head): Certainty {
  const lines = firstLines(text ?? '', whole, SAMPLE_LINES);
  const known = lines.filter((line) => readAuditLine(line) !== undefined).length;
  if (known === 0) return 'no';
  if (known * 10 >= lines.length * 9) return 'certain';
  return known * 2 >= lines.length ? 'likely' : 'no';
}

/** Lines of one event as they are gathered. */
interface Group {
  readonly lines: AuditLine[];
  /** Where each line lies in the chunk. */
  readonly spans: { readonly from: number; to: number }[];
  readonly firstLine: number;
  /** Its serial was there already, at the end of the chunk before. */
  readonly late: boolean;
}

function parse(chunk: Chunk, _prepared: Prepared, batch: BatchBuilder): void {
  const lines = new TextLines(chunk, batch);
  const before = new Set(chunk.context as readonly string[] | undefined);
  const groups = new Map<string, Group>();
  while (lines.next()) {
    const text = lines.text();
    const line = readAuditLine(text);
    if (line === undefined) {
      const message = 'The line is none of the audit log: it has no type and serial.';
      batch.reject(lines.place, 'audit-no-serial', message, text);
    } else gather(line, lines, before, groups);
  }
  for (const group of groups.values()) readGroup(group, chunk, lines.bytes, batch);
}

function gather(
  line: AuditLine,
  lines: TextLines,
  before: ReadonlySet<string>,
  groups: Map<string, Group>,
): void {
  const { node, seconds, milliseconds, serial } = line;
  const stamp = `${seconds}.${String(milliseconds).padStart(3, '0')}:${serial}`;
  const key = `${stamp} ${node}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { lines: [], spans: [], firstLine: lines.place.line, late: before.has(stamp) };
    groups.set(key, group);
  }
  group.lines.push(line);
  group.spans.push({ from: lines.from, to: lines.to });
}

function readGroup(group: Group, chunk: Chunk, bytes: Buffer, batch: BatchBuilder): void {
  const { lines, spans, firstLine } = group;
  const { node, seconds, milliseconds, serial } = lines[0]!;
  const records = lines.map(({ type, rest }) => ({
    type,
    fields: readAuditFields(rest, type === 'EXECVE'),
  }));
  const from = spans[0]!.from;
  const to = spans.at(-1)!.to;
  batch.time(seconds * 1e6 + milliseconds * 1000, 0, 3);
  normaliseAudit({ node, records }, batch);
  if (group.late) {
    const message =
      'Lines of an event that came so late, behind those of other events, that they became an event of their own.';
    batch.problem('audit-late-lines', message, `line ${firstLine}`);
  }
  const number = Number(serial);
  const recordId = Number.isSafeInteger(number) ? number : -1;
  const place = { offset: chunk.offset + from, length: to - from, recordId, line: firstLine };
  if (spans.length === 1) batch.commit(place, bytes, from, to);
  else batch.commit(place, joined(bytes, spans));
}

function joined(bytes: Buffer, spans: Group['spans']): Buffer {
  const pieces = spans.flatMap(({ from, to }, at) =>
    at === 0 ? [bytes.subarray(from, to)] : [LF, bytes.subarray(from, to)],
  );
  return Buffer.concat(pieces);
}

/** Fields of every line under its type: `SYSCALL.exe`. */
function fields(document: string): readonly DocumentField[] {
  const out: DocumentField[] = [];
  for (const text of document.split('\n')) {
    const line = readAuditLine(text);
    if (line === undefined) {
      out.push({ name: 'raw', value: text });
      continue;
    }
    if (line.node !== '') out.push({ name: `${line.type}.node`, value: line.node });
    const isArguments = line.type === 'EXECVE';
    for (const [name, value] of readAuditFields(line.rest, isArguments)) {
      const isPiece = isArguments && name.endsWith(']');
      out.push({ name: `${line.type}.${name}`, value: isPiece ? decoded(value) : value });
    }
  }
  return out;
}
