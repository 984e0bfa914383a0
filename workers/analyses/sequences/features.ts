/**
 * Features of one slice: identity, command and parameters of each event as numbers into dictionaries
 * of the slice's own. What cannot be part of a session is counted and left out here.
 */
import type { TextColumn } from '#contract/block.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { EventRows, RoomContext } from '../room.ts';
import {
  isIntColumn,
  readsRecord,
  textOfExpression,
  type FieldExpression,
  type FieldSource,
  type FieldTerm,
} from './field-expression.ts';
import { identityName, matcher, type Excluded, type Identity } from './identities.ts';
import { ParameterCollector, type SliceParameters } from './parameter-collector.ts';
import { ParameterReader } from './parameter-reader.ts';
import type { Plan } from './plan.ts';
import { RecordFields } from './record-fields.ts';

/** Events that became steps of sessions, in order of id. */
export interface SliceSteps {
  readonly events: Int32Array;
  readonly timeUs: Float64Array;
  readonly nanos: Uint16Array;
  readonly digits: Uint8Array;
  /** Numbers into `identities` and `commands`. */
  readonly identity: Int32Array;
  readonly command: Int32Array;
}

/** Plain data. */
export interface SliceFeatures {
  /** Taken out by whoever puts slices together. */
  steps: SliceSteps | undefined;
  /** For each identity the text of each key, undefined where missing; taken out like the steps. */
  identities: readonly Identity[];
  /** Automated identities, which have no steps. */
  readonly excluded: readonly Excluded[];
  readonly commands: readonly string[];
  /** Absent for the type `commands`. */
  parameters: SliceParameters | undefined;
  readonly seen: number;
  readonly withoutTime: number;
  readonly withoutCommand: number;
  /** Events with parameters that cannot be read. */
  readonly unreadable: number;
}

const CHECK_EVERY = 1024;

/** Features of a slice. */
export function sliceFeatures(rows: EventRows, plan: Plan, context: RoomContext): SliceFeatures {
  const slice = new SliceReader(rows, plan);
  for (let row = 0; row < rows.rows; row++) {
    if (row % CHECK_EVERY === 0) context.checkCancelled();
    slice.read(row);
  }
  return slice.finish();
}

class SliceReader {
  private readonly rows: EventRows;
  private readonly plan: Plan;
  private readonly columns = new Map<EventColumnName, TextColumn | Int32Array>();
  private readonly record: RecordFields | undefined;
  private readonly identities = new Map<string, number>();
  private readonly identityTexts: Identity[] = [];
  private readonly excluded: { identity: Identity; pattern: string; events: number }[] = [];
  private readonly patterns: readonly {
    readonly pattern: string;
    readonly fits: (text: string) => boolean;
  }[];
  private readonly commands = new Map<string, number>();
  private readonly kept: number[] = [];
  private readonly identity: number[] = [];
  private readonly command: number[] = [];
  private readonly reader: ParameterReader | undefined;
  private readonly parameters: ParameterCollector | undefined;
  private withoutTime = 0;
  private withoutCommand = 0;
  private row = 0;
  private readonly source: FieldSource = (term) => this.field(term);

  constructor(rows: EventRows, plan: Plan) {
    this.rows = rows;
    this.plan = plan;
    this.patterns = plan.exclude.map((pattern) => ({ pattern, fits: matcher(pattern) }));
    const expressions = [...plan.keys, plan.command, ...plan.parameters];
    if (expressions.some(readsRecord) || plan.parameters.length > 0) {
      this.record = new RecordFields(rows);
    }
    for (const { alternatives } of expressions) {
      for (const { column } of alternatives.flat()) this.addColumn(column);
    }
    if (plan.sessionType === 'commands') return;
    this.reader = new ParameterReader(plan.parameters, plan.valuesAsNames);
    this.parameters = new ParameterCollector(plan);
  }

  private addColumn(column: EventColumnName | undefined): void {
    if (column === undefined || this.columns.has(column)) return;
    const { rows } = this;
    this.columns.set(column, isIntColumn(column) ? rows.int(column) : rows.text(column));
  }

  private field({ column, field }: FieldTerm): string | undefined {
    if (column === undefined) return this.record?.value(this.row, field);
    const values = this.columns.get(column);
    if (values === undefined) return undefined;
    if (values instanceof Int32Array) {
      const value = values[this.row]!;
      return value < 0 ? undefined : String(value);
    }
    return values.values[values.ids[this.row]!];
  }

  read(row: number): void {
    this.row = row;
    if (Number.isNaN(this.rows.timeUs[row]!)) {
      this.withoutTime++;
      return;
    }
    const command = textOfExpression(this.plan.command, this.source);
    if (command === undefined) {
      this.withoutCommand++;
      return;
    }
    const identity = this.identityOf(this.plan.keys);
    if (identity < 0) {
      this.excluded[-1 - identity]!.events++;
      return;
    }
    this.kept.push(row);
    this.identity.push(identity);
    this.command.push(numberOf(this.commands, command));
    if (this.reader === undefined) return;
    this.parameters?.add(this.reader.read(row, this.source, this.record));
  }

  /** Number of the row's identity; an excluded one has -1 - its place among those. */
  private identityOf(keys: readonly FieldExpression[]): number {
    const texts = keys.map((key) => textOfExpression(key, this.source));
    const name = identityName(texts);
    const known = this.identities.get(name);
    if (known !== undefined) return known;
    const number = this.addIdentity(texts);
    this.identities.set(name, number);
    return number;
  }

  private addIdentity(texts: Identity): number {
    const hit = this.patterns.find(({ fits }) =>
      texts.some((text) => text !== undefined && fits(text)),
    );
    if (hit === undefined) return this.identityTexts.push(texts) - 1;
    return -this.excluded.push({ identity: texts, pattern: hit.pattern, events: 0 });
  }

  finish(): SliceFeatures {
    const { rows, kept } = this;
    return {
      steps: {
        events: Int32Array.from(kept, (row) => rows.ids[row]!),
        timeUs: Float64Array.from(kept, (row) => rows.timeUs[row]!),
        nanos: Uint16Array.from(kept, (row) => rows.timeNanos[row]!),
        digits: Uint8Array.from(kept, (row) => rows.timeDigits[row]!),
        identity: Int32Array.from(this.identity),
        command: Int32Array.from(this.command),
      },
      identities: this.identityTexts,
      excluded: this.excluded,
      commands: [...this.commands.keys()],
      parameters: this.parameters?.finish(),
      seen: rows.rows,
      withoutTime: this.withoutTime,
      withoutCommand: this.withoutCommand,
      unreadable: this.reader?.unreadable ?? 0,
    };
  }
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}
