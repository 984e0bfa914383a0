/** Width of the monospace type, measured once, for cutting texts where CSS cannot. */

let measured = 0;

/** Width of one character of the 12 px monospace face, px. */
export function monoWidthPx(): number {
  if (measured > 0) return measured;
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 7.3;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--mono');
  context.font = `12px ${family.trim() === '' ? 'monospace' : family}`;
  measured = context.measureText('0'.repeat(50)).width / 50;
  return measured;
}
