/** Width of words in the interface's type, for labels that must not cover one another. */

const LABEL_FONT = '600 12px';
const MAX_KNOWN = 5000;
const known = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Pixels that a label takes. */
export function labelWidthPx(text: string): number {
  const before = known.get(text);
  if (before !== undefined) return before;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 7;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--ui').trim();
  context.font = `${LABEL_FONT} ${family === '' ? 'sans-serif' : family}`;
  const widthPx = context.measureText(text).width;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, widthPx);
  return widthPx;
}
