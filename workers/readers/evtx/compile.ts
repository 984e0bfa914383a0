/**
 * Elements → plan. The rules of our rendering live here:
 *
 * - `System` has its children as members; attributes are members of theirs; what has no value is
 *   left out. TimeCreated is its time, Qualifiers stands beside EventID.
 * - `EventData` has a member per named Data; Data without a name are a list `Data`, in order.
 * - Everything else keeps its own names; attributes are `@name`, text beside them is `#text`.
 * - A name that comes twice becomes a list. Namespaces say nothing and are left out.
 */
import type { AttributeNode, ElementNode, Part } from './elements.ts';
import { ROLES } from './plan.ts';
import type { Context, Plan, Role, Step } from './plan.ts';
import { TYPE } from './values.ts';

const NOTHING = new Uint8Array(0);
/** Stands for no text; known by identity. */
export const EMPTY_TEXT: Uint8Array = Buffer.from('""', 'latin1');

const plain: Step = {
  kind: 'literal',
  key: NOTHING,
  name: '',
  literal: EMPTY_TEXT,
  slot: -1,
  from: 0,
  to: 0,
  optional: false,
  steps: [],
  mark: -1,
  context: 'other',
};

const roleOf = new Map<string, Role>([
  ['Provider@Name', 'provider'],
  ['EventID', 'code'],
  ['Channel', 'channel'],
  ['Computer', 'computer'],
  ['Security@UserID', 'userSid'],
  ['Level', 'level'],
  ['Keywords', 'keywords'],
  ['EventRecordID', 'recordId'],
  ['TimeCreated@SystemTime', 'time'],
]);

/** Written as text by some providers; numbers all the same. */
const numeric = new Set([
  'EventID',
  'EventID@Qualifiers',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'EventRecordID',
  'Execution@ProcessID',
  'Execution@ThreadID',
  'Execution@ProcessorID',
]);

/** Members of one name. */
interface Group {
  readonly name: string;
  readonly steps: Step[];
  readonly asList: boolean;
}

/** @param context of the object that the element is put into; `document`: of a record's outermost element */
export function compile(element: ElementNode, context: Context): Plan {
  const compiler = new Compiler();
  const steps =
    context === 'document' && element.name === 'Event'
      ? compiler.members(element, 'event')
      : compiler.close([compiler.child(element, context === 'document' ? 'event' : context)]);
  return compiler.finish(steps);
}

class Compiler {
  private marks = 0;
  private readonly fields = new Map<string, number>();
  private readonly roles = Object.fromEntries(ROLES.map((role) => [role, -1])) as Record<
    Role,
    number
  >;

  finish(steps: readonly Step[]): Plan {
    return {
      steps,
      fields: this.fields,
      roles: this.roles,
      marks: this.marks,
    };
  }

  /** An element's attributes, text and children as members of its object. */
  members(element: ElementNode, context: Context): Step[] {
    const entries: Step[] = attributesOf(element).map((attribute) =>
      named(`@${attribute.name}`, { ...this.value(attribute.value), optional: true }),
    );
    const inside = insideOf(element);
    if (inside.text.length > 0) entries.push(named('#text', this.value(inside.text)));
    for (const part of inside.nested) {
      if (part.kind !== 'element') entries.push(embed(part, context));
      else if (context === 'system') entries.push(...this.systemChild(part.element));
      else entries.push(this.child(part.element, context));
    }
    return this.close(entries, context);
  }

  /** A child as a member under its name. */
  child(element: ElementNode, context: Context): Step {
    if (context === 'event' && element.name === 'System') {
      return named('System', { ...plain, kind: 'object', steps: this.members(element, 'system') });
    }
    if (context === 'event' && element.name === 'EventData') {
      return named('EventData', { ...plain, kind: 'object', steps: this.members(element, 'data') });
    }
    if (context === 'data') return this.dataChild(element);
    return named(element.name, this.element(element));
  }

  /** Gathers members of one name; lists of them are never split. */
  close(entries: readonly Step[], context: Context = 'other'): Step[] {
    const groups = new Map<string, Group>();
    const order: (Group | Step)[] = [];
    for (const entry of entries) {
      if (entry.kind === 'embed') {
        order.push(entry);
        continue;
      }
      let group = groups.get(entry.name);
      if (group === undefined) {
        group = { name: entry.name, steps: [], asList: entry.kind === 'list' };
        groups.set(entry.name, group);
        order.push(group);
      }
      group.steps.push(...(entry.kind === 'list' ? entry.steps : [entry]));
    }
    return order.map((item) => ('kind' in item ? item : this.closed(item, context)));
  }

  private closed(group: Group, context: Context): Step {
    const [first, ...more] = group.steps;
    const step =
      first !== undefined && more.length === 0 && !group.asList ? first : listOf(group.steps);
    return named(group.name, context === 'system' ? step : this.marked(group.name, step));
  }

  /** Notes where the values of a field are, so that its value can be found again. */
  private marked(name: string, step: Step): Step {
    if (step.kind === 'object' || /^[@#]/.test(name) || this.fields.has(name)) return step;
    const mark = this.marks++;
    this.fields.set(name, mark);
    return { ...step, mark };
  }

  private dataChild(element: ElementNode): Step {
    const attributes = attributesOf(element);
    const name = attributes.find((attribute) => attribute.name === 'Name');
    const literal = name === undefined ? '' : literalText(name.value);
    if (literal === undefined || (literal === '' && element.name === 'Data')) {
      const unnamed =
        literal === undefined ? element : { ...element, attributes: without(attributes, 'Name') };
      return named('Data', { ...plain, kind: 'list', steps: [this.element(unnamed)] });
    }
    const rest = { ...element, attributes: without(attributes, 'Name') };
    return named(literal === '' ? element.name : literal, this.element(rest));
  }

  private systemChild(element: ElementNode): Step[] {
    const attributes = attributesOf(element).map((attribute) =>
      this.systemAttribute(element.name, attribute),
    );
    const { text, nested } = insideOf(element);
    if (nested.length > 0) return [named(element.name, this.element(element))];
    if (text.length === 0) {
      const [only] = attributes;
      if (only?.name === 'SystemTime' && attributes.length === 1)
        return [named(element.name, only)];
      const steps = this.close(attributes, 'system');
      return [named(element.name, { ...plain, kind: 'object', optional: true, steps })];
    }
    const value = this.withRole(element.name, {
      ...this.systemValue(element.name, text),
      optional: true,
    });
    const beside = attributes.map((attribute) =>
      element.name === 'EventID'
        ? attribute
        : named(`${element.name}.${attribute.name}`, attribute),
    );
    return [named(element.name, value), ...beside];
  }

  private systemAttribute(element: string, { name, value }: AttributeNode): Step {
    const path = `${element}@${name}`;
    return named(name, this.withRole(path, { ...this.systemValue(path, value), optional: true }));
  }

  private systemValue(path: string, parts: readonly Part[]): Step {
    const literal = numeric.has(path) ? literalText(parts) : undefined;
    if (literal !== undefined && /^(0|[1-9]\d{0,14})$/.test(literal)) {
      return { ...plain, literal: Buffer.from(literal, 'latin1') };
    }
    return this.value(parts);
  }

  private withRole(path: string, step: Step): Step {
    const role = roleOf.get(path);
    if (role === undefined || this.roles[role] >= 0) return step;
    const mark = this.marks++;
    this.roles[role] = mark;
    return { ...step, mark };
  }

  /** An element as a value: its text, or an object when it has more than that. */
  private element(element: ElementNode): Step {
    const { text, nested } = insideOf(element);
    if (attributesOf(element).length === 0 && nested.length === 0) return this.value(text);
    return { ...plain, kind: 'object', steps: this.members(element, 'other') };
  }

  /** Text and slots as one value. */
  private value(parts: readonly Part[]): Step {
    const literal = literalText(parts);
    if (literal !== undefined) {
      return { ...plain, literal: literal === '' ? EMPTY_TEXT : jsonBytes(literal) };
    }
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'slot') {
      return { ...plain, kind: 'slot', slot: only.slot, optional: only.optional };
    }
    const steps = parts.map((part): Step => {
      if (part.kind === 'slot') return { ...plain, kind: 'slot', slot: part.slot };
      const inside = part.kind === 'text' ? jsonBytes(part.text).subarray(1, -1) : NOTHING;
      return { ...plain, literal: inside };
    });
    return { ...plain, kind: 'text', steps };
  }
}

/** The step as a member of that name. */
export function named(name: string, step: Step): Step {
  return { ...step, name, key: Buffer.from(`,${JSON.stringify(name)}:`) };
}

/** Optional when all of its items are. */
function listOf(items: readonly Step[]): Step {
  const steps = items.map((item) => ({ ...item, key: NOTHING }));
  return { ...plain, kind: 'list', steps, optional: items.every(({ optional }) => optional) };
}

/** Well-formed UTF-8 whatever the text: lone surrogates come out as \u escapes. */
function jsonBytes(text: string): Uint8Array {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return Buffer.from(JSON.stringify(text.slice(0, end)));
}

function embed(part: Part, context: Context): Step {
  const step = named('#text', { ...plain, kind: 'embed', context });
  if (part.kind === 'slot') return { ...step, slot: part.slot };
  return part.kind === 'fragment' ? { ...step, from: part.from, to: part.to } : step;
}

function attributesOf(element: ElementNode): AttributeNode[] {
  return element.attributes.filter(({ name }) => name !== 'xmlns' && !name.startsWith('xmlns:'));
}

function without(attributes: readonly AttributeNode[], name: string): AttributeNode[] {
  return attributes.filter((attribute) => attribute.name !== name);
}

/** Splits content into text and what is nested; white space between elements is no text. */
function insideOf({ content }: ElementNode): { readonly text: Part[]; readonly nested: Part[] } {
  const isNested = (part: Part): boolean =>
    part.kind === 'element' ||
    part.kind === 'fragment' ||
    (part.kind === 'slot' && part.type === TYPE.binaryXml);
  const nested = content.filter(isNested);
  const text = content.filter(
    (part) =>
      !isNested(part) && !(nested.length > 0 && part.kind === 'text' && part.text.trim() === ''),
  );
  return { text, nested };
}

/** The text when it is the same for every record, else undefined. */
function literalText(parts: readonly Part[]): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}
