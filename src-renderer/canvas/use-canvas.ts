/** A canvas in real pixels of the screen, drawn anew when what it shows changes. */
import { useEffect, useState } from 'react';
import type { Size } from '../ui/use-size.ts';

export type Draw = (context: CanvasRenderingContext2D, size: Size) => void;

/** Ref for a canvas that `draw` paints; pass a stable function (useCallback). */
export function useCanvas(
  draw: Draw,
  { widthPx, heightPx }: Size,
): (canvas: HTMLCanvasElement | null) => void {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  useEffect(() => {
    const context = canvas?.getContext('2d');
    if (!canvas || !context || widthPx === 0 || heightPx === 0) return undefined;
    // One drawing per frame, however often things change in between.
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio;
      canvas.width = Math.round(widthPx * ratio);
      canvas.height = Math.round(heightPx * ratio);
      canvas.style.width = `${widthPx}px`;
      canvas.style.height = `${heightPx}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, widthPx, heightPx);
      draw(context, { widthPx, heightPx });
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, draw, widthPx, heightPx]);
  return setCanvas;
}

/** A theme token as a colour that a canvas understands. */
export function tokenColour(token: string): string {
  const name = token.replace(/^var\((.*)\)$/, '$1');
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
