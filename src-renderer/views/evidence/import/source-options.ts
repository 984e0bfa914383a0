/** Fields of the evidence as choices; their names come from strangers. */
import type { SourceField } from '#contract/mapping.ts';
import { cutMiddle } from '../../../ui/cut-text.ts';
import { spelledOut } from '../../../ui/control-glyphs.ts';

const LONGEST = 60;

/** Every field, after a first choice that stands for none. */
export function sourceOptions(
  fields: readonly SourceField[],
  none: string,
): readonly { readonly value: string; readonly label: string }[] {
  return [
    { value: '', label: none },
    ...fields.map(({ name }) => ({ value: name, label: cutMiddle(spelledOut(name), LONGEST) })),
  ];
}
