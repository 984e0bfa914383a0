/** Colours of categories and scores: fixed meaning, one ramp, the same label the same colour. */
import { createStore, type Store } from '../app/store.ts';

/** Slots of the categorical palette; whatever comes after them is grey. */
export const CATEGORY_SLOTS = 12;

/** CSS colour of a slot, 0…11; everything else is "other". */
export function categoryColour(slot: number | undefined): string {
  return slot !== undefined && slot >= 0 && slot < CATEGORY_SLOTS
    ? `var(--cat-${slot})`
    : 'var(--cat-other)';
}

/**
 * Slots by label for one kind of label (a field, a dimension): labels keep the slot they were first
 * given, so a view that opens later shows the colours of the one before.
 * @param labels most frequent first
 */
export function assignSlots(
  known: ReadonlyMap<string, number>,
  labels: readonly string[],
): ReadonlyMap<string, number> {
  const fresh = labels.filter((label) => !known.has(label));
  if (known.size >= CATEGORY_SLOTS || fresh.length === 0) return known;
  const slots = new Map(known);
  for (const label of fresh) {
    if (slots.size >= CATEGORY_SLOTS) break;
    slots.set(label, slots.size);
  }
  return slots;
}

const registry: Store<ReadonlyMap<string, ReadonlyMap<string, number>>> = createStore<
  ReadonlyMap<string, ReadonlyMap<string, number>>
>(new Map());

/** Forgets all colours: another case was opened. */
export function forgetColours(): void {
  registry.set(new Map());
}

/** The slots given so far within a kind of label. */
export function slotsOf(kind: string): ReadonlyMap<string, number> | undefined {
  return registry.get().get(kind);
}

/** Gives slots to labels that have none yet. */
export function claimSlots(kind: string, labels: readonly string[]): void {
  const known = registry.get().get(kind) ?? new Map<string, number>();
  const next = assignSlots(known, labels);
  if (next !== known) registry.set(new Map(registry.get()).set(kind, next));
}

/** For hooks. */
export const colourRegistry = registry;

/** Oklab of #f0a020 and of #e5484d: equal steps of the score look like equal steps of colour. */
const AMBER = [0.7669, 0.0493, 0.1491] as const;
const RED = [0.6256, 0.1779, 0.0756] as const;

/** Colour of a score, 0 (amber) … 1 (red), as #rrggbb. */
export function scoreColour(score01: number): string {
  const t = Number.isNaN(score01) ? 0 : Math.min(1, Math.max(0, score01));
  const at = (channel: 0 | 1 | 2): number => AMBER[channel] + (RED[channel] - AMBER[channel]) * t;
  return oklabHex(at(0), at(1), at(2));
}

/** Oklab → #rrggbb. Björn Ottosson, "A perceptual color space for image processing". */
function oklabHex(lightness: number, a: number, b: number): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const bytes = linear.map((channel) => {
    const c = Math.min(1, Math.max(0, channel));
    const encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${bytes.join('')}`;
}
