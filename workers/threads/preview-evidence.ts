/**
 * What an import of a file would make of it, from its beginning: the same opening, recognising,
 * cutting and parsing as an import, stopped after the first records. Nothing is kept anywhere.
 */
import { WorkbenchError, fromWireError, toWireError, type WireError } from '#contract/errors.ts';
import type { Problem } from '#contract/evidence.ts';
import type { DateOrderExample, ImportPreview, Proposal, SourceField } from '#contract/mapping.ts';
import type { MappingFile } from '#contract/mapping.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import type { Member } from '#workers/containers/members.ts';
import { openEvidence, type OpenEvidence } from '#workers/containers/open-evidence.ts';
import { readHead, type HeadedContent } from '#workers/containers/read-head.ts';
import { dateOrderExamples } from '#workers/readers/mapping/date-order.ts';
import { readProfile } from '#workers/readers/mapping/profile.ts';
import { proposeMapping } from '#workers/readers/mapping/propose.ts';
import { FieldValues } from '#workers/readers/mapping/value-kinds.ts';
import { parseChunk } from '#workers/readers/parse-chunk.ts';
import type { Chunk, FieldMapper, Head, Prepared, Reader } from '#workers/readers/reader.ts';
import { cutters } from '#workers/readers/registry.ts';
import { chooseReader } from './choose-reader.ts';
import { sampleOf, signatureOf } from './layout-options.ts';
import { PreviewRows } from './preview-rows.ts';
import type { PrepareInput } from './source-offer.ts';

/** Rows and sample values that are shown. */
const ROWS = 50;
const SAMPLES = 50;
/** Fields that are shown, and among which meanings are looked for. */
const FIELDS = 400;
const SAMPLE_LENGTH = 200;
/** Members named after the one that is shown. */
const MEMBERS = 200;
/** Content beyond the head that is read when no record ends within it. */
const MOST_BYTES = 8 * 1024 * 1024;

export interface PreviewInput {
  readonly path: string;
  /** Member to look at; undefined: the first that can be read. */
  readonly member: string | undefined;
  /** As for an import; the mapping `propose` is what the program proposes itself. */
  readonly options: PrepareInput;
}

/** Throws what opening and preparing throw. */
export async function previewEvidence(input: PreviewInput): Promise<ImportPreview> {
  const evidence = await openEvidence(input.path);
  try {
    return await previewMembers(evidence, input);
  } finally {
    await evidence.close();
  }
}

type OneMember = Omit<ImportPreview, 'members' | 'moreMembers'>;

/** The wanted member, or the first whose content a reader knows. */
async function previewMembers(evidence: OpenEvidence, input: PreviewInput): Promise<ImportPreview> {
  const look = new MemberLook(evidence, input);
  for await (const member of evidence.members()) {
    if (!(await look.at(member))) break;
  }
  return look.result();
}

/** Goes through the members of a file: notes their names and shows one. */
class MemberLook {
  private readonly evidence: OpenEvidence;
  private readonly input: PreviewInput;
  private readonly members: string[] = [];
  private moreMembers = false;
  private found: OneMember | undefined;
  private trouble: WireError | undefined;

  constructor(evidence: OpenEvidence, input: PreviewInput) {
    this.evidence = evidence;
    this.input = input;
  }

  /** @returns false when there is no need to go on */
  async at(member: Member): Promise<boolean> {
    const { members, input } = this;
    if (members.length < MEMBERS) members.push(member.name);
    else this.moreMembers = true;
    const wanted = input.member;
    const isWanted = wanted === undefined ? this.found === undefined : member.name === wanted;
    if (isWanted) await this.show(member);
    return !this.moreMembers || (this.found === undefined && wanted !== undefined);
  }

  result(): ImportPreview {
    const { found, members, moreMembers, input } = this;
    if (found !== undefined) return { ...found, members, moreMembers };
    if (this.trouble !== undefined) throw fromWireError(this.trouble);
    throw new WorkbenchError({
      code: 'unreadable',
      message: input.member === undefined ? 'There is nothing in it.' : 'It has no such member.',
      hint: '',
      place: input.member ?? input.path,
    });
  }

  /** Of an archive another member may be readable, so trouble is only told at the end. */
  private async show(member: Member): Promise<void> {
    try {
      this.found = await previewMember(this.evidence, member, this.input);
    } catch (cause) {
      this.trouble ??= toWireError(cause);
    }
  }
}

async function previewMember(
  evidence: OpenEvidence,
  member: Member,
  input: PreviewInput,
): Promise<OneMember> {
  const headed = await readHead(member.open());
  const pieces = headed.pieces[Symbol.asyncIterator]();
  try {
    const head: Head = {
      bytes: headed.head,
      whole: headed.whole,
      text: headed.text,
      name: member.name === '' ? evidence.path : member.name,
      mtimeMs: Number.isNaN(member.mtimeMs) ? evidence.mtimeMs : member.mtimeMs,
    };
    if (headed.head.length === 0) await pieces.next();
    const reader = chooseReader(head, input.options.format);
    return await previewOf({ reader, head, headed, pieces }, input, member.name);
  } finally {
    await pieces.return?.();
  }
}

interface Opened {
  readonly reader: Reader;
  readonly head: Head;
  readonly headed: HeadedContent;
  readonly pieces: AsyncIterator<Uint8Array>;
}

async function previewOf(
  { reader, head, headed, pieces }: Opened,
  input: PreviewInput,
  member: string,
): Promise<OneMember> {
  const { mapper } = reader;
  const sample = sampleOf(reader, head);
  const proposal = mapper === undefined ? undefined : proposalOf(mapper, sample.fields);
  const { format: _format, layouts: _layouts, ...options } = input.options;
  const plain = reader.prepare(head, { ...options, mapping: undefined });
  const unknownLayout = mapper?.isUnknown(plain.state) ?? false;
  const mapping = chosenMapping(options.mapping, unknownLayout ? proposal?.mapping : undefined);
  const prepared = mapping === undefined ? plain : reader.prepare(head, { ...options, mapping });
  const rows = await firstRows(reader, prepared, pieces);
  const said = readProfile(mapping, mapper?.format);
  const card = cardOf(reader, prepared.state);
  const times = said.time.length > 0 ? said.time : namesOf(proposal?.mapping.time);
  return {
    path: input.path,
    member,
    signature: signatureOf(reader, plain.state, sample),
    format: reader.id,
    card,
    mappable: mapper !== undefined,
    unknownLayout,
    fields: [...sample.fields]
      .slice(0, FIELDS)
      .map(([name, values]) => sourceField(name, values, sample.seen)),
    moreFields: Math.max(0, sample.fields.size - FIELDS),
    proposal,
    mapping,
    zone: prepared.zone,
    problems: [...problemsOf([...headed.problems, ...prepared.problems]), ...rows.problems],
    dateOrder: dateOrderOfFields(sample.fields, times),
    rows: rows.block(),
    troubles: rows.troubles,
    locators: rows.locators,
  };
}

/** A mapping that was given, or the proposal when that was asked for. */
function chosenMapping(asked: unknown, proposed: MappingFile | undefined): MappingFile | undefined {
  return asked === 'propose' ? proposed : (asked as MappingFile | undefined);
}

function proposalOf(mapper: FieldMapper, fields: ReadonlyMap<string, readonly string[]>): Proposal {
  const first = [...fields].slice(0, FIELDS);
  const values = first.map(([name, texts]) => new FieldValues(name, texts));
  return proposeMapping(values, mapper.format);
}

async function firstRows(
  reader: Reader,
  prepared: Prepared,
  pieces: AsyncIterator<Uint8Array>,
): Promise<PreviewRows> {
  const rows = new PreviewRows(ROWS);
  // The smallest chunks there are: mostly one record, so that what is wrong is told beside its row.
  const cutter = cutters[prepared.framing](prepared, 1);
  let readBytes = 0;
  while (!rows.isFull && readBytes < MOST_BYTES) {
    const next = await pieces.next();
    const over = next.done === true;
    addRows(rows, reader, prepared, over ? cutter.end() : cutter.push(next.value));
    if (over) break;
    readBytes += next.value.length;
  }
  return rows;
}

function addRows(
  rows: PreviewRows,
  reader: Reader,
  prepared: Prepared,
  chunks: readonly Chunk[],
): void {
  for (const chunk of chunks) {
    if (rows.isFull) return;
    const builder = new BatchBuilder(reader.documents);
    parseChunk(reader, chunk, prepared, builder);
    rows.add(builder.finish());
  }
}

function sourceField(name: string, values: readonly string[], seen: number): SourceField {
  const samples = new Set<string>();
  for (const value of values) {
    if (samples.size >= SAMPLES) break;
    samples.add(value.slice(0, SAMPLE_LENGTH));
  }
  return { name, seen, filled: values.length, samples: [...samples] };
}

function cardOf(reader: Reader, state: unknown): ImportPreview['card'] {
  const id = reader.cardOf(state);
  return { id, label: reader.cards.find((card) => card.id === id)?.label ?? reader.label };
}

function problemsOf(problems: Prepared['problems']): Problem[] {
  return problems.map(({ code, message, locator }) => ({
    code,
    message,
    count: 1,
    firstLocator: locator,
  }));
}

function namesOf(time: MappingFile['time'] = []): readonly string[] {
  return typeof time === 'string' ? [time] : time;
}

function dateOrderOfFields(
  fields: ReadonlyMap<string, readonly string[]>,
  time: readonly string[],
): readonly DateOrderExample[] {
  const values = fields.get(time[0] ?? '') ?? [];
  return dateOrderExamples(values);
}
