/** A picture of marks: what is lit lies above what is not, rarer styles above frequent ones. */
import { countAt, type Marks } from './marks.ts';
import { pixelX, pixelY, type Plane } from './plane.ts';
import { pixelOf, Stamper, stampOf, type MarkShape, type Raster, type Stamp } from './splat.ts';

/** A style in colours that were looked up already: #rrggbb. */
export interface DrawnStyle {
  readonly colour: string;
  readonly shape: MarkShape;
}

export interface MarkPicture {
  readonly marks: Marks;
  /** Marks in order of drawing, see `drawingOrder`. */
  readonly order: Uint32Array;
  readonly plane: Plane;
  /** By slot; the last one stands for all beyond. */
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

/** Marks grow with the number of rows behind them: 1, 2–3, 4–9, 10–31, 32 and more. */
const GROWTH = [1, 1.25, 1.55, 1.95, 2.4] as const;
const LIMITS = [2, 4, 10, 32] as const;
/** Above this no mark has an edge of its own: it would be all edges. */
const MAX_EDGED = 20_000;

/** Radius of a mark with one row, px of the page: small where there are many, larger close by. */
export function markRadiusPx(marks: number, zoom: number): number {
  const alone = Math.min(4, Math.max(0.8, 9 - 1.45 * Math.log10(Math.max(1, marks)) * 1.3));
  return Math.min(6, alone * Math.max(1, zoom) ** 0.3);
}

/** Which of the sizes a mark with so many rows has. */
export function growthOf(rows: number): number {
  const at = LIMITS.findIndex((limit) => rows < limit);
  return at < 0 ? LIMITS.length : at;
}

/** Draws everything anew. */
export function drawMarks(raster: Raster, picture: MarkPicture): void {
  const stamper = new Stamper(raster);
  const background = pixelOf(picture.background);
  stamper.fill(background);
  const { lit } = picture;
  if (lit !== undefined) {
    const dim = pixelOf(picture.dim);
    new Pass(stamper, picture, 0.75).draw((mark) => lit[mark] !== 1, () => dim);
  }
  const colours = picture.styles.map(({ colour }) => pixelOf(colour));
  const edge = picture.marks.count <= MAX_EDGED ? background : undefined;
  new Pass(stamper, picture, 0.92, edge).draw(
    (mark) => lit === undefined || lit[mark] === 1,
    (slot) => colours[slot] ?? background,
  );
}

/** One run over the marks. */
class Pass {
  private readonly stamper: Stamper;
  private readonly picture: MarkPicture;
  private readonly stamps: readonly (readonly Stamp[])[];
  private readonly edges: readonly (readonly Stamp[])[];
  private readonly edge: number | undefined;

  constructor(stamper: Stamper, picture: MarkPicture, opacity01: number, edge?: number) {
    this.stamper = stamper;
    this.picture = picture;
    this.edge = edge;
    const { ratio, styles } = picture;
    const radius = markRadiusPx(picture.marks.count, picture.zoom) * ratio;
    const sized = (more: number, opacity: number): readonly (readonly Stamp[])[] =>
      styles.map(({ shape }) =>
        GROWTH.map((growth) => stampOf(shape, radius * growth + more, opacity)),
      );
    this.stamps = sized(0, opacity01);
    this.edges = edge === undefined ? [] : sized(ratio, 0.7);
  }

  draw(belongs: (mark: number) => boolean, colourOf: (slot: number) => number): void {
    const { marks, order, plane, styles, ratio } = this.picture;
    const { stamper, edge } = this;
    for (const mark of order) {
      if (!belongs(mark)) continue;
      const x = pixelX(plane, marks.xs[mark] ?? NaN) * ratio;
      const y = pixelY(plane, marks.ys[mark] ?? NaN) * ratio;
      const slot = Math.min(marks.slots[mark] ?? 0, styles.length - 1);
      const growth = growthOf(countAt(marks, mark));
      const stamp = this.stamps[slot]?.[growth];
      if (stamp === undefined) continue;
      const under = this.edges[slot]?.[growth];
      if (edge !== undefined && under !== undefined) stamper.put(under, x, y, edge);
      stamper.put(stamp, x, y, colourOf(slot));
    }
  }
}
