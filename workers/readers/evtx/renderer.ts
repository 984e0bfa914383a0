/**
 * Records → JSON documents. Runs plans over tables of values and writes into one buffer; notes on
 * the way where the values lie that become columns, so that nothing is looked for a second time.
 */
import { ARRAY, TYPE, writeValue } from './values.ts';
import { itemEnd } from './arrays.ts';
import { compile, EMPTY_TEXT, named } from './compile.ts';
import { ElementParser, TOKEN } from './elements.ts';
import type { ElementSource } from './elements.ts';
import { JsonSink } from './json-sink.ts';
import { Budget, damaged, MAX_DEPTH } from './limits.ts';
import { NameTable } from './names.ts';
import type { Context, Plan, Step } from './plan.ts';
import { Templates } from './templates.ts';
import { readInstance, ValueStack } from './value-table.ts';

const QUOTE = 34;
const COMMA = 44;
const COMMA_SPACE = Buffer.from(', ', 'latin1');
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const FRAGMENT_HEADER_BYTES = 4;

/** An object that nested elements become members of. */
interface Place {
  readonly context: Context;
  readonly siblings: readonly Step[];
  /** Names that nested elements brought so far. */
  readonly added: string[];
}

const topLevel: readonly Step[] = [];

/** A plan at work in the present record; its marks begin at `base`. */
export interface Active {
  readonly plan: Plan;
  readonly base: number;
}

export class Renderer {
  /** The present document is its bytes 0 … end. */
  readonly sink = new JsonSink();
  readonly budget = new Budget();
  /** Plans of the present record, outermost first. */
  readonly active: Active[] = [];
  /** Where marked values begin and end in the document; -1: absent. */
  markFrom = new Int32Array(1024);
  markTo = new Int32Array(1024);
  private marks = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private source: ElementSource;
  private templates: Templates;
  private readonly values = new ValueStack();
  private readonly value = { type: 0, from: 0, to: 0 };

  constructor() {
    this.source = this.sourceOf(this.bytes);
    this.templates = new Templates(this.source);
  }

  startChunk(bytes: Buffer): void {
    this.bytes = bytes;
    this.budget.startChunk();
    this.source = this.sourceOf(bytes);
    this.templates = new Templates(this.source);
  }

  /**
   * Writes the document of the binary XML at `from`. Throws Damage.
   * @returns where the binary XML ended
   */
  render(from: number, limit: number): number {
    this.sink.end = 0;
    this.active.length = 0;
    this.marks = 0;
    this.values.clear();
    this.budget.startRecord();
    this.sink.byte(OPEN_OBJECT);
    const end = this.fragments(
      from,
      limit,
      { context: 'document', siblings: topLevel, added: [] },
      0,
    );
    this.sink.byte(CLOSE_OBJECT);
    if (this.active.length === 0) damaged('The record is empty.');
    this.budget.write(this.sink.end);
    return end;
  }

  /** Adds a section to the document that was written last: `"Name":{…}`, ASCII. */
  addSection(section: string): void {
    const { sink } = this;
    sink.end--;
    if (sink.bytes[sink.end - 1] !== OPEN_OBJECT) sink.ascii(',');
    sink.ascii(section);
    sink.byte(CLOSE_OBJECT);
  }

  private sourceOf(bytes: Buffer): ElementSource {
    return {
      bytes,
      budget: this.budget,
      names: new NameTable(bytes, this.budget),
      instanceEnd: (at, limit) => this.instanceEnd(at, limit),
    };
  }

  private instanceEnd(at: number, limit: number): number {
    const { present, count } = this.values;
    const end = this.values.push(this.bytes, readInstance(this.bytes, at, limit).table, limit);
    this.values.pop(present, count);
    return end;
  }

  /** Nested binary XML as members of the object that is being written. */
  private fragments(from: number, limit: number, place: Place, depth: number): number {
    if (depth > MAX_DEPTH) damaged('Binary XML is nested too deep.');
    let at = from;
    while (at < limit) {
      this.budget.spend(2);
      const token = this.bytes[at]!;
      if (token === TOKEN.end) return at + 1;
      if (token === TOKEN.fragmentHeader) at += FRAGMENT_HEADER_BYTES;
      else if (token === TOKEN.templateInstance) at = this.instance(at, limit, place, depth);
      else at = this.written(at, limit, place, depth);
    }
    return Math.min(at, limit);
  }

  private instance(at: number, limit: number, place: Place, depth: number): number {
    const { bytes, values } = this;
    const instance = readInstance(bytes, at, limit);
    const plan = this.templates.planOf(instance, place.context);
    const { present, count } = values;
    const end = values.push(bytes, instance.table, limit);
    this.run(plan, place, depth);
    values.pop(present, count);
    return end;
  }

  /** An element that stands there itself, without a template. */
  private written(at: number, limit: number, place: Place, depth: number): number {
    const parser = new ElementParser(this.source, at, false);
    const plan = compile(parser.element(limit, depth), place.context);
    const { present, count } = this.values;
    this.values.pushNone();
    this.run(plan, place, depth);
    this.values.pop(present, count);
    return parser.at;
  }

  private run(plan: Plan, place: Place, depth: number): void {
    const base = this.marks;
    this.active.push({ plan, base });
    this.marks += plan.marks;
    if (this.marks > this.markFrom.length) this.growMarks();
    this.markFrom.fill(-1, base, this.marks);
    this.steps(this.unique(plan.steps, place), base, depth);
  }

  /** Steps under names that their object does not have yet: no value hides another. */
  private unique(steps: readonly Step[], { siblings, added }: Place): readonly Step[] {
    this.budget.spend((steps.length * (siblings.length + added.length)) >> 4);
    let renamed: Step[] | undefined;
    for (let i = 0; i < steps.length; i++) {
      const { name } = steps[i]!;
      if (taken(name, siblings, added)) {
        renamed ??= [...steps];
        renamed[i] = named(this.freeName(name, siblings, added), steps[i]!);
      }
      added.push((renamed ?? steps)[i]!.name);
    }
    return renamed ?? steps;
  }

  private freeName(name: string, siblings: readonly Step[], added: readonly string[]): string {
    for (let number = 2; ; number++) {
      this.budget.spend(siblings.length + added.length);
      const free = `${name}_${number}`;
      if (!taken(free, siblings, added)) return free;
    }
  }

  /** @returns whether any member was written */
  private steps(steps: readonly Step[], base: number, depth: number): boolean {
    if (depth > MAX_DEPTH) damaged('Objects are nested too deep.');
    this.budget.spend(steps.length + 1);
    const { sink } = this;
    const start = sink.end;
    let added: string[] | undefined;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i]!;
      if (step.kind === 'embed') {
        added ??= [];
        this.embed(step, { context: step.context, siblings: steps, added }, depth);
        continue;
      }
      const before = sink.end;
      this.key(step.key);
      const from = sink.end;
      if (!this.write(step, base, depth) && step.optional) sink.end = before;
      else if (step.mark >= 0) {
        this.markFrom[base + step.mark] = from;
        this.markTo[base + step.mark] = sink.end;
      }
    }
    return sink.end > start;
  }

  /** The first member of an object has no comma before it. */
  private key(key: Uint8Array): void {
    const { sink } = this;
    if (sink.bytes[sink.end - 1] === OPEN_OBJECT) {
      sink.end--;
      sink.raw(key);
      sink.bytes[sink.end - key.length] = OPEN_OBJECT;
    } else sink.raw(key);
  }

  /** Writes a step's value. @returns false when there is none: then '' or {} was written */
  private write(step: Step, base: number, depth: number): boolean {
    const { sink } = this;
    switch (step.kind) {
      case 'literal':
        sink.raw(step.literal);
        return step.literal !== EMPTY_TEXT;
      case 'slot':
        return this.slot(step.slot, depth);
      case 'text':
        return this.text(step);
      case 'object': {
        sink.byte(OPEN_OBJECT);
        const any = this.steps(step.steps, base, depth + 1);
        sink.byte(CLOSE_OBJECT);
        return any;
      }
      case 'list':
        return this.list(step, base, depth);
      case 'embed':
        return false;
    }
  }

  private slot(slot: number, depth: number): boolean {
    const { sink, values, value } = this;
    if (slot >= values.count) damaged(`The template asks for value ${slot} of ${values.count}.`);
    const type = values.type(slot);
    value.from = values.start(slot);
    value.to = values.end(slot);
    value.type = type;
    this.budget.spend((value.to - value.from) >> 4);
    if (type === TYPE.binaryXml) return this.nested(value.from, value.to, depth);
    if (type > ARRAY) return this.array(true);
    writeValue(sink, this.bytes, value, false);
    return type !== TYPE.none;
  }

  /** Binary XML where one value was expected: an object of its own. */
  private nested(from: number, to: number, depth: number): boolean {
    this.sink.byte(OPEN_OBJECT);
    const start = this.sink.end;
    this.fragments(from, to, { context: 'other', siblings: topLevel, added: [] }, depth + 1);
    const any = this.sink.end > start;
    this.sink.byte(CLOSE_OBJECT);
    return any;
  }

  /** The value's items, in brackets unless there is just one. */
  private array(brackets: boolean): boolean {
    const { sink, bytes, value } = this;
    const { from, to } = value;
    const type = value.type & ~ARRAY;
    if (from === to) {
      sink.byte(QUOTE);
      sink.byte(QUOTE);
      return true;
    }
    const isList = brackets && itemEnd(bytes, type, from, to) < to;
    if (isList) sink.byte(OPEN_LIST);
    for (let at = from; at < to; at = value.to) {
      this.budget.spend(1);
      if (at > from) sink.byte(COMMA);
      value.type = type;
      value.from = at;
      value.to = itemEnd(bytes, type, at, to);
      writeValue(sink, bytes, value, false);
    }
    if (isList) sink.byte(CLOSE_LIST);
    return true;
  }

  private text(step: Step): boolean {
    const { sink, values, value, bytes } = this;
    sink.byte(QUOTE);
    const start = sink.end;
    this.budget.spend(step.steps.length);
    for (const part of step.steps) {
      if (part.kind === 'literal') {
        sink.raw(part.literal);
        continue;
      }
      if (part.slot >= values.count)
        damaged(`The template asks for value ${part.slot} of ${values.count}.`);
      const to = values.end(part.slot);
      const type = values.type(part.slot);
      value.type = type > ARRAY ? type & ~ARRAY : type;
      value.from = values.start(part.slot);
      this.budget.spend((to - value.from) >> 4);
      do {
        value.to = type > ARRAY ? itemEnd(bytes, value.type, value.from, to) : to;
        writeValue(sink, bytes, value, true);
        if (value.to < to) sink.raw(COMMA_SPACE);
        value.from = value.to;
      } while (value.from < to);
    }
    const any = sink.end > start;
    sink.byte(QUOTE);
    return any;
  }

  private list(step: Step, base: number, depth: number): boolean {
    const { sink, values } = this;
    this.budget.spend(step.steps.length);
    sink.byte(OPEN_LIST);
    const start = sink.end;
    for (let i = 0; i < step.steps.length; i++) {
      const item = step.steps[i]!;
      const before = sink.end;
      if (before > start) sink.byte(COMMA);
      const isArray =
        item.kind === 'slot' && item.slot < values.count && values.type(item.slot) > ARRAY;
      if (isArray) this.slotItems(item.slot);
      else if (!this.write(item, base, depth) && item.optional) sink.end = before;
    }
    const any = sink.end > start;
    sink.byte(CLOSE_LIST);
    return any;
  }

  /** An array's items as items of the list that is being written. */
  private slotItems(slot: number): void {
    const { values, value } = this;
    value.type = values.type(slot);
    value.from = values.start(slot);
    value.to = values.end(slot);
    this.budget.spend((value.to - value.from) >> 4);
    this.array(false);
  }

  /** Elements out of a value (or out of the template itself) as members here. */
  private embed(step: Step, place: Place, depth: number): void {
    const { values } = this;
    const { slot } = step;
    if (slot < 0) this.fragments(step.from, step.to, place, depth + 1);
    else if (slot < values.count && values.type(slot) === TYPE.binaryXml) {
      this.fragments(values.start(slot), values.end(slot), place, depth + 1);
    } else this.steps(this.unique([{ ...step, kind: 'slot', optional: true }], place), 0, depth);
  }

  private growMarks(): void {
    const length = this.marks * 2;
    const from = new Int32Array(length);
    const to = new Int32Array(length);
    from.set(this.markFrom);
    to.set(this.markTo);
    this.markFrom = from;
    this.markTo = to;
  }
}

function taken(name: string, siblings: readonly Step[], added: readonly string[]): boolean {
  if (added.includes(name)) return true;
  for (let i = 0; i < siblings.length; i++) {
    if (siblings[i]!.name === name && siblings[i]!.kind !== 'embed') return true;
  }
  return false;
}
