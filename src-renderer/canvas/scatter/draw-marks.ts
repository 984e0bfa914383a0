/** A picture of marks: what is lit lies above what is not, rarer styles above frequent ones. */
import { countAt, drawingOrder, type Marks } from './marks.ts';
import { pixelX, pixelY, type Plane } from './plane.ts';
import { pixelOf, Stamper, stampOf, type MarkShape, type Raster, type Stamp } from './splat.ts';

/** A style in colours that were looked up already: #rrggbb. */
export interface DrawnStyle {
  readonly colour: string;
  readonly shape: MarkShape;
}

export interface MarkPicture {
  readonly marks: PreparedMarks;
  /** A draft for a picture in motion: every n-th mark. */
  readonly step: number;
  readonly plane: Plane;
  /** By slot, one for each that there is. */
  readonly styles: readonly DrawnStyle[];
  /** 1 by mark for those that count at the moment; undefined = all do. */
  readonly lit: Uint8Array | undefined;
  readonly background: string;
  /** Of marks that are not lit. */
  readonly dim: string;
  readonly zoom: number;
  /** Pixels of the raster per pixel of the page. */
  readonly ratio: number;
}

/** Marks in the order of drawing, so that memory is read from front to back. */
export interface PreparedMarks {
  /** Mark of each turn. */
  readonly order: Uint32Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Style and size of each: slot · sizes + size. */
  readonly looks: Uint16Array;
}

/** What does not change from frame to frame. */
export function prepareMarks(marks: Marks): PreparedMarks {
  const order = drawingOrder(marks);
  return {
    order,
    xs: Float64Array.from(order, (mark) => marks.xs[mark] ?? NaN),
    ys: Float64Array.from(order, (mark) => marks.ys[mark] ?? NaN),
    looks: Uint16Array.from(
      order,
      (mark) => (marks.slots[mark] ?? 0) * GROWTH.length + growthOf(countAt(marks, mark)),
    ),
  };
}

/** Marks grow with the number of rows behind them: 1, 2–3, 4–9, 10–31, 32 and more. */
const GROWTH = [1, 1.25, 1.55, 1.95, 2.4] as const;
const LIMITS = [2, 4, 10, 32] as const;
/** Above this no mark has an edge of its own: it would be all edges. */
const MAX_EDGED = 20_000;

/** Radius of a mark with one row, px of the page: small where there are many, larger close by. */
export function markRadiusPx(marks: number, zoom: number): number {
  const alone = Math.min(4, Math.max(0.9, 7.7 - 1.2 * Math.log10(Math.max(1, marks))));
  return Math.min(6, alone * Math.max(1, zoom) ** 0.3);
}

/** Which of the sizes a mark with so many rows has. */
export function growthOf(rows: number): number {
  const at = LIMITS.findIndex((limit) => rows < limit);
  return at < 0 ? LIMITS.length : at;
}

/** Radius of a mark with so many rows, px of the page. */
export function grownRadiusPx(marks: number, zoom: number, rows: number): number {
  return markRadiusPx(marks, zoom) * (GROWTH[growthOf(rows)] ?? 1);
}

/** Where a million marks overlap, each is faint, so that crowds are brighter than scatterings. */
function opacityOf(marks: number): number {
  return Math.min(0.92, Math.max(0.35, 0.92 - 0.33 * Math.log10(Math.max(1, marks / MAX_EDGED))));
}

/** Draws everything anew. */
export function drawMarks(raster: Raster, picture: MarkPicture): void {
  const { lit, styles, marks } = picture;
  const count = marks.order.length;
  const stamper = new Stamper(raster);
  const background = pixelOf(picture.background);
  stamper.fill(background);
  if (lit !== undefined) {
    const dim = pixelOf(picture.dim);
    drawPass(stamper, picture, {
      lit: 0,
      opacity01: opacityOf(count) * 0.8,
      colours: styles.map(() => dim),
    });
  }
  const colours = styles.map(({ colour }) => pixelOf(colour));
  const edge = count <= MAX_EDGED ? background : undefined;
  drawPass(stamper, picture, { lit: 1, opacity01: opacityOf(count), colours, edge });
}

interface Pass {
  /** Draws marks that are lit (1) or are not (0). */
  readonly lit: 0 | 1;
  readonly opacity01: number;
  /** By slot. */
  readonly colours: readonly number[];
  /** Colour of a thin edge that parts marks which overlap. */
  readonly edge?: number | undefined;
}

/** One run over the marks. */
function drawPass(stamper: Stamper, picture: MarkPicture, pass: Pass): void {
  const { marks, plane, styles, ratio, lit, step } = picture;
  const { order, xs, ys, looks } = marks;
  const radius = markRadiusPx(order.length, picture.zoom) * ratio;
  const stamps = stampsOf(styles, radius, pass.opacity01);
  const edges = pass.edge === undefined ? [] : stampsOf(styles, radius + ratio, 0.7);
  const colours = pass.colours.flatMap((colour) => GROWTH.map(() => colour));
  const shown = (mark: number): boolean => lit === undefined || lit[mark] === pass.lit;
  for (let turn = 0; turn < order.length; turn += step) {
    if (!shown(order[turn] ?? 0)) continue;
    const x = pixelX(plane, xs[turn] ?? NaN) * ratio;
    const y = pixelY(plane, ys[turn] ?? NaN) * ratio;
    const look = looks[turn] ?? 0;
    const edge = edges[look];
    if (edge !== undefined) stamper.put(edge, x, y, pass.edge ?? 0);
    stamper.put(stamps[look] ?? NO_STAMP, x, y, colours[look] ?? 0);
  }
}

const NO_STAMP = stampOf('disc', 0, 0);

/** Stamps by slot and size. */
function stampsOf(
  styles: readonly DrawnStyle[],
  radius: number,
  opacity01: number,
): readonly Stamp[] {
  return styles.flatMap(({ shape }) =>
    GROWTH.map((growth) => stampOf(shape, radius * growth, opacity01)),
  );
}
