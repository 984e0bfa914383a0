/** Colours of labels for a view: the same label has the same colour in all of them. */
import { useEffect } from 'react';
import { useStore } from '../app/store.ts';
import { categoryColour, claimSlots, colourRegistry } from './colours.ts';

/**
 * Colour of a label, as CSS.
 * @param kind what the labels are, e.g. the field's name; equal kinds share colours
 * @param labels most frequent first; keep the array the same object while it says the same
 */
export function useColours(
  kind: string,
  labels: readonly string[] | undefined,
): (label: string) => string {
  useEffect(() => {
    if (labels !== undefined) claimSlots(kind, labels);
  }, [kind, labels]);
  const slots = useStore(colourRegistry, (registry) => registry.get(kind));
  return (label) => categoryColour(slots?.get(label));
}
