/**
 * Which rows are on screen, for tables of any length. Chromium clamps an element at 33,554,432 px, so
 * beyond a safe height the scrollbar is only a share of the way and the true position is ours.
 */

/** Below the clamp of every browser. */
export const MAX_SCROLL_PX = 16_000_000;

export interface RowsGeometry {
  readonly rows: number;
  readonly rowPx: number;
  /** Height in which rows are seen. */
  readonly viewPx: number;
}

/** Height that all rows would need. */
export function contentPx({ rows, rowPx }: RowsGeometry): number {
  return rows * rowPx;
}

/** Height that the scrolled element really gets. */
export function scrollPx(geometry: RowsGeometry): number {
  return Math.min(contentPx(geometry), MAX_SCROLL_PX);
}

/** The furthest position, at least 0. */
export function maxOffsetPx(geometry: RowsGeometry): number {
  return Math.max(0, contentPx(geometry) - geometry.viewPx);
}

/** Position within the allowed range. */
export function clampOffset(geometry: RowsGeometry, offsetPx: number): number {
  return Math.min(maxOffsetPx(geometry), Math.max(0, offsetPx));
}

/** Scrollbar → position. The same while the height is true, a share of the way beyond. */
export function offsetOfScroll(geometry: RowsGeometry, scrollTopPx: number): number {
  const scrollable = scrollPx(geometry) - geometry.viewPx;
  if (scrollable <= 0) return 0;
  if (contentPx(geometry) <= MAX_SCROLL_PX) return clampOffset(geometry, scrollTopPx);
  return clampOffset(geometry, (scrollTopPx / scrollable) * maxOffsetPx(geometry));
}

/** Position → scrollbar; the inverse of {@link offsetOfScroll}. */
export function scrollOfOffset(geometry: RowsGeometry, offsetPx: number): number {
  const furthest = maxOffsetPx(geometry);
  if (furthest <= 0) return 0;
  const scrollable = scrollPx(geometry) - geometry.viewPx;
  return (clampOffset(geometry, offsetPx) / furthest) * scrollable;
}

/** First and last row that can be seen (inclusive; last < first when there are none). */
export function rowsInView(
  geometry: RowsGeometry,
  offsetPx: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(offsetPx / geometry.rowPx));
  const last = Math.ceil((offsetPx + geometry.viewPx) / geometry.rowPx) - 1;
  return { first, last: Math.min(geometry.rows - 1, last) };
}

/** The position nearest to the present one at which a row is whole in view. */
export function offsetToShow(geometry: RowsGeometry, offsetPx: number, row: number): number {
  const top = row * geometry.rowPx;
  const bottom = top + geometry.rowPx - geometry.viewPx;
  return clampOffset(geometry, Math.min(top, Math.max(bottom, offsetPx)));
}
