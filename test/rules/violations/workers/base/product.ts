/**
 * Every important rule of the product, broken once with an excuse. An excuse that nothing needs is
 * itself an error, so the day a rule stops firing, this file fails the lint. Nothing imports it.
 */
// eslint-disable-next-line no-warning-comments -- excused: a rule is tested here
// TODO is for the tracker, not for the code.

// eslint-disable-next-line no-restricted-syntax -- excused: a rule is tested here
export default 1;

// eslint-disable-next-line jsdoc/require-jsdoc, @typescript-eslint/explicit-module-boundary-types -- excused: a rule is tested here
export function undocumented() {
  return 1;
}

function throwsBareError(): never {
  // eslint-disable-next-line no-restricted-syntax -- excused: a rule is tested here
  throw new Error('no code, no hint');
}

function swallows(action: () => void): void {
  try {
    action();
    // eslint-disable-next-line no-empty -- excused: a rule is tested here
  } catch {}
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/explicit-module-boundary-types -- excused: a rule is tested here
function loose(value: any): boolean {
  // eslint-disable-next-line eqeqeq -- excused: a rule is tested here
  return value == 1;
}

function unsafe(text: string): string {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- excused: a rule is tested here
  return JSON.parse(text);
}

function talks(): void {
  // eslint-disable-next-line no-console -- excused: a rule is tested here
  console.log('to nobody');
}

function phonesHome(): unknown {
  // eslint-disable-next-line no-restricted-globals -- excused: a rule is tested here
  return fetch('elsewhere');
}

function forgets(work: () => Promise<void>): void {
  // eslint-disable-next-line @typescript-eslint/no-floating-promises -- excused: a rule is tested here
  work();
}

function needless(value: string): number {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- excused: a rule is tested here
  return value ? (value?.length ?? 0) : 0;
}

type Shape = { kind: 'dot' } | { kind: 'line' };

function unfinished(shape: Shape): number {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- excused: a rule is tested here
  switch (shape.kind) {
    case 'dot':
      return 1;
  }
  return 0;
}

// eslint-disable-next-line max-params -- excused: a rule is tested here
function manyParameters(a: number, b: number, c: number, d: number, e: number): number {
  return a + b + c + d + e;
}

function deep(a: boolean, n: () => number): number {
  if (a) {
    for (const b of [n(), 1]) {
      while (b > n()) {
        if (b < 9) {
          // eslint-disable-next-line max-depth -- excused: a rule is tested here
          if (b > n() + 1) return 1;
        }
      }
    }
  }
  return 0;
}

// eslint-disable-next-line complexity -- excused: a rule is tested here
function branching(n: number): number {
  if (n === 1) return 2;
  if (n === 2) return 3;
  if (n === 3) return 5;
  if (n === 4) return 7;
  if (n === 5) return 11;
  if (n === 6) return 13;
  if (n === 7) return 17;
  if (n === 8) return 19;
  if (n === 9) return 23;
  if (n === 10) return 29;
  if (n === 11) return 31;
  if (n === 12) return 37;
  return 0;
}

export const broken = [
  throwsBareError,
  swallows,
  loose,
  unsafe,
  talks,
  phonesHome,
  forgets,
  needless,
  unfinished,
  manyParameters,
  deep,
  branching,
];
