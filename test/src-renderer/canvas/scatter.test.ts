/** Marks on a plane: where they lie, which is hit, what an outline encloses, what is drawn. */
import { describe, expect, test } from 'vitest';
import {
  drawMarks,
  growthOf,
  markRadiusPx,
  prepareMarks,
} from '#renderer/canvas/scatter/draw-marks.ts';
import { outlineTest, pointsInside, type Outline } from '#renderer/canvas/scatter/lasso.ts';
import {
  countAt,
  distinctMarks,
  drawingOrder,
  marksOfRows,
  rowsAt,
  rowsOf,
} from '#renderer/canvas/scatter/marks.ts';
import { grownOutline, isClick } from '#renderer/canvas/scatter/outline.ts';
import { Pinch } from '#renderer/canvas/scatter/pinch.ts';
import {
  boundsOf,
  pannedLook,
  pixelX,
  pixelY,
  planeOf,
  unitX,
  unitY,
  wholeLook,
  zoomedLook,
  type PlaneFrame,
} from '#renderer/canvas/scatter/plane.ts';
import { nearestPoint, pointGrid } from '#renderer/canvas/scatter/point-grid.ts';
import { pixelOf, Stamper, stampOf } from '#renderer/canvas/scatter/splat.ts';
import { SeededRandom } from '#workers/base/random.ts';

const size = { widthPx: 800, heightPx: 400 };

function randomPoints(count: number, seed: number): { xs: Float64Array; ys: Float64Array } {
  const random = new SeededRandom(seed);
  const some = (): Float64Array =>
    Float64Array.from({ length: count }, () => random.unit() * 20 - 10);
  return { xs: some(), ys: some() };
}

/** The obvious way: every edge for every point. */
function slowlyInside(outline: Outline, x: number, y: number): boolean {
  let inside = false;
  outline.forEach((a, at) => {
    const b = outline[(at + 1) % outline.length]!;
    if (a.y > y === b.y > y) return;
    if (x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  });
  return inside;
}

describe('an outline', () => {
  test.each([3, 4, 7, 40, 900])('of %i corners encloses what the obvious test says', (corners) => {
    const random = new SeededRandom(corners);
    for (let round = 0; round < 20; round++) {
      const outline = Array.from({ length: corners }, () => ({
        x: random.unit() * 24 - 12,
        y: random.unit() * 24 - 12,
      }));
      const { xs, ys } = randomPoints(400, round);
      const expected = Array.from(xs.keys()).filter((at) =>
        slowlyInside(outline, xs[at]!, ys[at]!),
      );
      expect(Array.from(pointsInside(pointGrid(xs, ys), outline))).toEqual(expected);
    }
  });

  test('agrees with the obvious test for points on the heights of its corners', () => {
    const outline = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 2 },
      { x: 2, y: 1 },
      { x: 0, y: 2 },
    ];
    const isInside = outlineTest(outline);
    for (let x = -1; x <= 5; x += 0.25) {
      for (let y = -1; y <= 3; y += 0.25) {
        expect([x, y, isInside(x, y)]).toEqual([x, y, slowlyInside(outline, x, y)]);
      }
    }
  });

  test('of fewer than three corners, or without height, encloses nothing', () => {
    const grid = pointGrid(Float64Array.of(0, 1), Float64Array.of(0, 0));
    expect(pointsInside(grid, [])).toHaveLength(0);
    expect(
      pointsInside(grid, [
        { x: -1, y: -1 },
        { x: 2, y: 2 },
      ]),
    ).toHaveLength(0);
    const flat = [
      { x: -1, y: 0 },
      { x: 2, y: 0 },
      { x: 1, y: 0 },
    ];
    expect(pointsInside(grid, flat)).toHaveLength(0);
  });

  test('is drawn corner by corner, or as a box, and a short one is a click', () => {
    const start = { xPx: 10, yPx: 10 };
    const near = grownOutline([start], { xPx: 11, yPx: 11 }, 'lasso');
    expect(near).toHaveLength(1);
    expect(isClick(near, 4)).toBe(true);
    const far = grownOutline(near, { xPx: 40, yPx: 12 }, 'lasso');
    expect(far).toHaveLength(2);
    expect(isClick(far, 4)).toBe(false);
    expect(grownOutline([start], { xPx: 30, yPx: 50 }, 'box')).toEqual([
      start,
      { xPx: 30, yPx: 10 },
      { xPx: 30, yPx: 50 },
      { xPx: 10, yPx: 50 },
    ]);
  });
});

describe('the grid of points', () => {
  test('finds the same nearest point as comparing with all', () => {
    const { xs, ys } = randomPoints(700, 5);
    const grid = pointGrid(xs, ys);
    const frame: PlaneFrame = { bounds: boundsOf(xs, ys), size, square: false };
    const plane = planeOf({ zoom: 3, x: 1, y: 2 }, frame);
    const random = new SeededRandom(9);
    for (let round = 0; round < 300; round++) {
      const spot = { xPx: random.unit() * 800, yPx: random.unit() * 400 };
      let best = -1;
      let bestPx = 12;
      xs.forEach((x, at) => {
        const px = Math.hypot(pixelX(plane, x) - spot.xPx, pixelY(plane, ys[at]!) - spot.yPx);
        if (px < bestPx) [best, bestPx] = [at, px];
      });
      expect(nearestPoint(grid, plane, spot, 12)).toBe(best);
    }
  });

  test('finds nothing among no points, and the only one among one', () => {
    const none = pointGrid(new Float64Array(), new Float64Array());
    const bounds = { minX: 0, maxX: 0, minY: 0, maxY: 0 };
    const plane = planeOf(wholeLook(bounds), { bounds, size, square: true });
    expect(nearestPoint(none, plane, { xPx: 400, yPx: 200 }, 8)).toBe(-1);
    const one = pointGrid(Float64Array.of(0), Float64Array.of(0));
    expect(nearestPoint(one, plane, { xPx: 403, yPx: 202 }, 8)).toBe(0);
    expect(nearestPoint(one, plane, { xPx: 420, yPx: 202 }, 8)).toBe(-1);
  });
});

describe('marks', () => {
  test('are rows of one place and style, with all their rows', () => {
    const marks = distinctMarks({
      xs: Float64Array.of(1, 2, 1, NaN, 1, 0, -0),
      ys: Float64Array.of(5, 6, 5, 5, 5, 0, 0),
      slots: Uint8Array.of(0, 0, 0, 0, 1, 2, 2),
    });
    expect(marks.count).toBe(4);
    expect(Array.from(marks.markOf)).toEqual([0, 1, 0, -1, 2, 3, 3]);
    expect(Array.from(rowsAt(marks, 0))).toEqual([0, 2]);
    expect(countAt(marks, 3)).toBe(2);
    expect(Array.from(rowsOf(marks, Int32Array.of(3, 0)))).toEqual([0, 2, 5, 6]);
    expect(Array.from(marksOfRows(marks, [2, 3, 4]))).toEqual([1, 0, 1, 0]);
  });

  test('are the same as those found with a map of texts', () => {
    const random = new SeededRandom(3);
    const some = (): Float64Array =>
      Float64Array.from({ length: 5000 }, () => Math.floor(random.unit() * 30) / 7);
    const [xs, ys] = [some(), some()];
    const slots = Uint8Array.from(xs, () => Math.floor(random.unit() * 4));
    const numbers = new Map<string, number>();
    const expected = Array.from(xs, (x, row) => {
      const key = `${x} ${ys[row]!} ${slots[row]!}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      return numbers.get(key);
    });
    const marks = distinctMarks({ xs, ys, slots });
    expect(Array.from(marks.markOf)).toEqual(expected);
    expect(marks.count).toBe(numbers.size);
  });

  test('are drawn with rarer styles last, in order of their rows otherwise', () => {
    const marks = distinctMarks({
      xs: Float64Array.of(0, 1, 2, 3),
      ys: new Float64Array(4),
      slots: Uint8Array.of(0, 12, 0, 3),
    });
    expect(Array.from(drawingOrder(marks))).toEqual([1, 3, 0, 2]);
  });

  test('grow with what is behind them and shrink with how many there are', () => {
    expect([1, 2, 3, 4, 9, 10, 31, 32, 1e6].map(growthOf)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const radii = [1, 1000, 20_000, 1_000_000].map((count) => markRadiusPx(count, 1));
    expect(radii).toEqual([...radii].sort((a, b) => b - a));
    expect(markRadiusPx(1_000_000, 100)).toBeGreaterThan(markRadiusPx(1_000_000, 1));
  });
});

describe('the plane', () => {
  const { xs, ys } = randomPoints(50, 1);
  const bounds = boundsOf(xs, ys);

  test.each([true, false])('shows all points when it is whole (square: %s)', (square) => {
    const plane = planeOf(wholeLook(bounds), { bounds, size, square });
    for (const [at, x] of xs.entries()) {
      expect(pixelX(plane, x)).toBeGreaterThanOrEqual(0);
      expect(pixelX(plane, x)).toBeLessThanOrEqual(size.widthPx);
      expect(pixelY(plane, ys[at]!)).toBeGreaterThanOrEqual(0);
      expect(pixelY(plane, ys[at]!)).toBeLessThanOrEqual(size.heightPx);
    }
    if (square) expect(plane.kx).toBeCloseTo(-plane.ky);
  });

  test('keeps the place under the pointer where it is while it zooms', () => {
    const frame = { bounds, size, square: true };
    const at = { xPx: 300, yPx: 150 };
    const before = planeOf(wholeLook(bounds), frame);
    const after = planeOf(zoomedLook(wholeLook(bounds), 2.5, at, frame), frame);
    expect(unitX(after, at.xPx)).toBeCloseTo(unitX(before, at.xPx));
    expect(unitY(after, at.yPx)).toBeCloseTo(unitY(before, at.yPx));
    expect(after.kx).toBeCloseTo(before.kx * 2.5);
  });

  test('moves with the pointer, but never so far that its middle leaves the points', () => {
    const frame = { bounds, size, square: true };
    const close = zoomedLook(wholeLook(bounds), 4, { xPx: 400, yPx: 200 }, frame);
    const moved = pannedLook(close, 25, -10, frame);
    const x = unitX(planeOf(close, frame), 100);
    expect(pixelX(planeOf(moved, frame), x)).toBeCloseTo(125);
    const lost = pannedLook(close, 1e6, 1e6, frame);
    expect(lost.x).toBe(bounds.minX);
    expect(lost.y).toBe(bounds.maxY);
  });

  test('puts a lone point, and points that share an axis, in the middle', () => {
    const lone = boundsOf(Float64Array.of(7), Float64Array.of(-3));
    const plane = planeOf(wholeLook(lone), { bounds: lone, size, square: true });
    expect([pixelX(plane, 7), pixelY(plane, -3)]).toEqual([400, 200]);
    const level = boundsOf(Float64Array.of(0, 10), Float64Array.of(2, 2));
    for (const square of [true, false]) {
      const wide = planeOf(wholeLook(level), { bounds: level, size, square });
      expect(pixelX(wide, 0)).toBeCloseTo(32);
      expect(pixelX(wide, 10)).toBeCloseTo(768);
      expect(pixelY(wide, 2)).toBeCloseTo(200);
    }
  });

  test('has no extent without points, and passes over those without a place', () => {
    const nothing = { minX: 0, maxX: 0, minY: 0, maxY: 0 };
    expect(boundsOf(Float64Array.of(NaN), Float64Array.of(1))).toEqual(nothing);
    expect(boundsOf(Float64Array.of(1, Infinity, 3), Float64Array.of(1, 1, 4))).toEqual({
      minX: 1,
      maxX: 3,
      minY: 1,
      maxY: 4,
    });
  });
});

describe('two fingers', () => {
  test('zoom around their middle by how far they spread', () => {
    const pinch = new Pinch();
    pinch.down(1, { xPx: 0, yPx: 0 });
    expect(pinch.move(1, { xPx: 10, yPx: 0 })).toBeUndefined();
    pinch.down(2, { xPx: 30, yPx: 0 });
    expect(pinch.move(2, { xPx: 50, yPx: 0 })).toEqual({
      factor: 2,
      at: { xPx: 30, yPx: 0 },
      dxPx: 10,
      dyPx: 0,
    });
    pinch.up(1);
    expect(pinch.move(2, { xPx: 60, yPx: 0 })).toBeUndefined();
  });
});

describe('pixels', () => {
  const raster = (width: number, height: number) => ({
    pixels: new Uint32Array(width * height),
    width,
    height,
  });

  test('take colours as the screen wants them', () => {
    expect(pixelOf('#ff8001')).toBe(0xff0180ff);
    expect(pixelOf('tomato')).toBe(0xff808080);
  });

  test('are covered by a disc in its middle, and not beyond its radius', () => {
    const picture = raster(21, 21);
    const stamper = new Stamper(picture);
    stamper.fill(pixelOf('#000000'));
    stamper.put(stampOf('disc', 5, 1), 10, 10, pixelOf('#ffffff'));
    picture.pixels.forEach((pixel, at) => {
      const distance = Math.hypot((at % 21) - 10, Math.floor(at / 21) - 10);
      if (distance < 4) expect(pixel).toBe(0xffffffff);
      if (distance > 6) expect(pixel).toBe(0xff000000);
    });
  });

  test('mix the colour above with the one below', () => {
    const picture = raster(3, 3);
    const stamper = new Stamper(picture);
    stamper.fill(pixelOf('#204060'));
    stamper.put(stampOf('disc', 2, 0.5), 1, 1, pixelOf('#a08060'));
    expect((picture.pixels[4] ?? 0).toString(16)).toBe('ff606060');
  });

  test.each(['disc', 'diamond', 'cross'] as const)('of a %s at the edge are cut off', (shape) => {
    const picture = raster(10, 6);
    const stamper = new Stamper(picture);
    const large = stampOf(shape, 4, 1);
    for (const x of [-50, -4, 0, 9, 13, NaN]) {
      for (const y of [-50, -4, 0, 5, 9, NaN]) stamper.put(large, x, y, pixelOf('#ffffff'));
    }
    expect(picture.pixels).toHaveLength(60);
    expect(picture.pixels[0]).not.toBe(0);
  });

  test('of lit marks lie above those that are not', () => {
    const marks = distinctMarks({
      xs: Float64Array.of(0, 0.0001),
      ys: Float64Array.of(0, 0),
      slots: Uint8Array.of(1, 0),
    });
    const { pixels, ...extent } = raster(40, 40);
    const bounds = { minX: -1, maxX: 1, minY: -1, maxY: 1 };
    const frame = { bounds, size: { widthPx: 40, heightPx: 40 }, square: true };
    const draw = (lit: Uint8Array | undefined): number => {
      drawMarks(
        { pixels, ...extent },
        {
          marks: prepareMarks(marks),
          step: 1,
          plane: planeOf(wholeLook(bounds), frame),
          styles: [
            { colour: '#ff0000', shape: 'disc' },
            { colour: '#00ff00', shape: 'disc' },
          ],
          lit,
          background: '#000000',
          dim: '#0000ff',
          zoom: 1,
          ratio: 1,
        },
      );
      return pixels[20 * 40 + 20] ?? 0;
    };
    const red = (pixel: number): number => pixel & 0xff;
    const green = (pixel: number): number => (pixel >> 8) & 0xff;
    expect(red(draw(undefined))).toBeGreaterThan(200);
    expect(green(draw(Uint8Array.of(1, 0)))).toBeGreaterThan(200);
    expect(red(draw(Uint8Array.of(0, 1)))).toBeGreaterThan(200);
    expect(red(draw(Uint8Array.of(0, 0)))).toBe(0);
  });
});
