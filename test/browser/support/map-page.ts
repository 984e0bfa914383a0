/** A canvas seen by its pixels, and drawing round some of them. */
import type { Locator, Page } from '@playwright/test';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Pixels of a drawing that differ from its upper left corner, some of them, spread over all of it.
 * @param contrast by how much a colour has to differ, 0 to 255
 * @returns places in pixels of the element
 */
export async function paintedSpots(drawing: Locator, contrast: number): Promise<readonly Spot[]> {
  return drawing.locator('canvas').evaluate((element, least) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext('2d')!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const at = (pixel: number, part: number): number => data[pixel * 4 + part] ?? 0;
    const ratio = width / canvas.clientWidth;
    const spots: { x: number; y: number }[] = [];
    for (let pixel = 0; pixel < width * height; pixel++) {
      if (![0, 1, 2].some((part) => Math.abs(at(pixel, part) - at(0, part)) > least)) continue;
      spots.push({ x: (pixel % width) / ratio, y: Math.floor(pixel / width) / ratio });
    }
    return spots.filter((_, nth) => nth % Math.ceil(spots.length / 200) === 0);
  }, contrast);
}

/** Draws round something with Shift held. */
export async function lasso(page: Page, corners: readonly Spot[]): Promise<void> {
  const [first, ...others] = corners;
  await page.keyboard.down('Shift');
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const corner of [...others, first!]) await page.mouse.move(corner.x, corner.y, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}
