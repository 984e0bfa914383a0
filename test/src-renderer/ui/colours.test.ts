/** Colours: the same label keeps its colour, scores go evenly from amber to red. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assignSlots, CATEGORY_SLOTS, categoryColour, scoreColour } from '#renderer/ui/colours.ts';

test('a label keeps its slot when others come, and one too many is grey', () => {
  const first = assignSlots(new Map(), ['a', 'b']);
  const second = assignSlots(first, ['c', 'b', 'a']);
  expect([...second]).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
  const many = assignSlots(
    second,
    Array.from({ length: 20 }, (_, at) => `x${at}`),
  );
  expect(many.size).toBe(CATEGORY_SLOTS);
  expect(categoryColour(many.get('x19'))).toBe('var(--cat-other)');
  expect(categoryColour(9)).toBe('var(--cat-9)');
  expect(assignSlots(many, ['new'])).toBe(many);
});

test('scores begin amber and end red', () => {
  expect(scoreColour(0)).toBe('#f0a020');
  expect(scoreColour(1)).toBe('#e5484d');
  expect(scoreColour(-1)).toBe(scoreColour(0));
  expect(scoreColour(NaN)).toBe(scoreColour(0));
});

const css = readFileSync(
  path.resolve(import.meta.dirname, '../../../src-renderer/ui/theme.css'),
  'utf8',
);

function tokens(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]),
  );
}

const linear = (byte: number) => {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16)));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each([':root', ":root[data-theme='light']"])(
  'text and marks of %s can be told from their ground',
  (selector) => {
    const theme = tokens(selector);
    const colour = (name: string) => theme.get(name) ?? '#ff00ff';
    for (const ground of ['bg', 'panel']) {
      for (const text of [
        'text',
        'quiet',
        'faint',
        'accent-text',
        'amber-text',
        'red-text',
        'teal-text',
      ]) {
        expect(
          contrast(colour(text), colour(ground)),
          `${text} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5);
      }
      const marks = [
        'bars',
        'teal',
        'red',
        'crimson',
        'cat-other',
        ...Array.from({ length: CATEGORY_SLOTS }, (_, at) => `cat-${at}`),
      ];
      for (const mark of marks) {
        expect(
          contrast(colour(mark), colour(ground)),
          `${mark} on ${ground}`,
        ).toBeGreaterThanOrEqual(3);
      }
    }
    expect(contrast(colour('text'), colour('selected'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('quiet'), colour('selected'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  },
);
