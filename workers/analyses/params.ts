/** Parameters of a room: defaults filled in, texts of the command line turned into values, limits checked. */
import { WorkbenchError } from '#contract/errors.ts';
import { MAX_TEXT_PARAM } from '#contract/rooms/room.ts';
import type { ParamSpec, ParamValue, ParamValues, RoomContract } from '#contract/rooms/room.ts';

/** All parameters of a room, given ones checked, others by default. Throws `bad-parameter`. */
export function completeParams(room: RoomContract, given: ParamValues): ParamValues {
  const known = new Map(room.params.map((spec) => [spec.name, spec]));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw bad(room, `There is no parameter "${name}".`);
  }
  return Object.fromEntries(
    room.params.map((spec) => {
      const value = given[spec.name];
      return [spec.name, value === undefined ? spec.default : checked(room, spec, value)];
    }),
  );
}

function checked(room: RoomContract, spec: ParamSpec, value: ParamValue): ParamValue {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return checkedNumber(room, spec, value);
    case 'boolean':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw bad(room, `${spec.name} is true or false, not "${String(value)}".`);
    case 'choice':
      if (spec.choices.includes(String(value))) return String(value);
      throw bad(room, `${spec.name} is one of ${spec.choices.join(', ')}, not "${String(value)}".`);
    case 'list':
      return checkedList(room, spec, value);
    case 'text':
      return checkedText(room, spec, value);
  }
}

function checkedText(
  room: RoomContract,
  spec: ParamSpec & { type: 'text' },
  value: ParamValue,
): string {
  const text = (typeof value === 'object' ? value.join(',') : String(value)).trim();
  if (text.length <= MAX_TEXT_PARAM) return text;
  throw bad(room, `${spec.name} has at most ${MAX_TEXT_PARAM} characters, not ${text.length}.`);
}

function checkedNumber(
  room: RoomContract,
  spec: ParamSpec & { type: 'number' | 'integer' },
  value: ParamValue,
): number {
  const text = String(value).trim();
  const number = text === '' ? NaN : Number(text);
  if (!Number.isFinite(number) || (spec.type === 'integer' && !Number.isInteger(number))) {
    const kind = spec.type === 'integer' ? 'a whole number' : 'a number';
    throw bad(room, `${spec.name} is ${kind}, not "${text}".`);
  }
  if (number < spec.min || number > spec.max) {
    throw bad(room, `${spec.name} lies between ${spec.min} and ${spec.max}, not at ${number}.`);
  }
  return number;
}

function checkedList(
  room: RoomContract,
  spec: ParamSpec & { type: 'list' },
  value: ParamValue,
): readonly string[] {
  const names = (typeof value === 'object' ? value : String(value).split(',')).map((name) =>
    name.trim(),
  );
  const stranger = names.find((name) => !spec.choices.includes(name));
  if (stranger !== undefined || names.length === 0) {
    throw bad(
      room,
      `${spec.name} is a list of ${spec.choices.join(', ')}; "${stranger ?? ''}" is none of them.`,
    );
  }
  if (new Set(names).size < names.length) throw bad(room, `${spec.name} names a feature twice.`);
  return names;
}

function bad(room: RoomContract, message: string): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-parameter',
    message,
    hint: `"loupe run CASE ${room.id} --help" lists the parameters.`,
  });
}
