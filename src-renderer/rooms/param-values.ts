/** What is typed into a parameter form and what it means: pure, so that limits are tested once. */
import type { ParamSpec, ParamValue, ParamValues } from '#contract/rooms/room.ts';

/** Texts of number fields stay texts while they are typed. */
export type ParamDraft = Readonly<Record<string, ParamValue>>;

/** A form filled with given values, else with defaults. */
export function draftOf(specs: readonly ParamSpec[], values: ParamValues = {}): ParamDraft {
  return Object.fromEntries(
    specs.map((spec) => {
      const value = values[spec.name] ?? spec.default;
      return [spec.name, typeof value === 'number' ? String(value) : value];
    }),
  );
}

/** What is wrong with a typed value, in words; undefined when nothing is. */
export function wrongWith(spec: ParamSpec, value: ParamValue | undefined): string | undefined {
  if (spec.type === 'list') {
    return Array.isArray(value) && value.length > 0 ? undefined : 'Choose at least one.';
  }
  if (spec.type !== 'number' && spec.type !== 'integer') return undefined;
  return wrongWithNumber(spec, String(value ?? '').trim());
}

type NumberSpec = ParamSpec & { readonly type: 'number' | 'integer' };

function wrongWithNumber(spec: NumberSpec, text: string): string | undefined {
  const number = text === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) return 'This is not a number.';
  if (spec.type === 'integer' && !Number.isInteger(number)) return 'This must be a whole number.';
  if (number < spec.min || number > spec.max) return `Between ${spec.min} and ${spec.max}.`;
  return undefined;
}

/** Values of a form; undefined while something is wrong with it. */
export function valuesOf(specs: readonly ParamSpec[], draft: ParamDraft): ParamValues | undefined {
  if (specs.some((spec) => wrongWith(spec, draft[spec.name]) !== undefined)) return undefined;
  return Object.fromEntries(
    specs.map((spec) => {
      const value = draft[spec.name] ?? spec.default;
      const isNumber = spec.type === 'number' || spec.type === 'integer';
      return [spec.name, isNumber ? Number(value) : value];
    }),
  );
}

/** Names and values that differ from the defaults: "eps 0.1, method templates". */
export function differenceText(specs: readonly ParamSpec[], values: ParamValues): string {
  const differing = specs.filter((spec) => String(values[spec.name]) !== String(spec.default));
  return differing.map((spec) => `${spec.name} ${String(values[spec.name])}`).join(', ');
}
