/** The matrix of transitions: rows follow on to columns, rare steps have an edge round them. */
import {
  useCallback,
  useMemo,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useTheme } from '../../app/use-theme.ts';
import { tokenColour, useCanvas, type Draw } from '../../canvas/use-canvas.ts';
import { isDeceptive, spelledOut } from '../../ui/control-glyphs.ts';
import { counted, exactNumber } from '../../ui/numbers.ts';
import type { Size } from '../../ui/use-size.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { probabilityText, surpriseLevel } from './steps.ts';
import { levelColour } from './styles.ts';
import {
  cellAt,
  cellShade01,
  edgeAt,
  matrixFrame,
  movedCell,
  type Cell,
  type Edges,
  type Matrix,
  type MatrixFrame,
} from './transitions.ts';

interface MatrixCanvasProps {
  readonly edges: Edges;
  readonly matrix: Matrix;
  readonly size: Size;
  /** Edge whose sessions are shown. */
  readonly chosen: number;
  readonly onChoose: (edge: number) => void;
}

/** From this level on a step has an edge round it: 1 in 100 and rarer. */
const OUTLINED_LEVEL = 2;

/** The drawing, a cursor for keys, and what is under the pointer. */
export function MatrixCanvas(props: MatrixCanvasProps): ReactNode {
  const { edges, matrix, size, onChoose } = props;
  const frame = useMemo(
    () => matrixFrame(matrix.rows.length, size.widthPx, size.heightPx),
    [matrix, size],
  );
  const [cell, setCell] = useState<Cell>();
  const canvasSize = {
    widthPx: Math.ceil(frame.leftPx + matrix.columns.length * frame.cellPx + frame.topPx),
    heightPx: Math.ceil(frame.topPx + matrix.rows.length * frame.cellPx + 8),
  };
  const setCanvas = useCanvas(useMatrixDrawing(props, frame, cell), canvasSize);
  const under = (event: MouseEvent): Cell | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(matrix, frame, event.clientX - box.left, event.clientY - box.top);
  };
  const choose = (at: Cell | undefined): void => {
    const edge = at === undefined ? -1 : edgeAt(matrix, at);
    if (edge >= 0) onChoose(edge);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = movedCell(matrix, cell ?? { row: 0, column: 0 }, event.key);
    if (moved !== undefined) setCell(moved);
    else if (event.key === 'Enter' || event.key === ' ') choose(cell);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="matrix"
      tabIndex={0}
      role="application"
      aria-roledescription="matrix"
      aria-label="Transitions between commands, rows followed by columns. Arrows move, Enter shows the sessions that have the step."
      style={{ width: canvasSize.widthPx, height: canvasSize.heightPx }}
      onPointerMove={(event) => setCell(under(event))}
      onPointerLeave={() => setCell(undefined)}
      onClick={(event) => choose(under(event))}
      onKeyDown={onKeyDown}
    >
      <canvas ref={setCanvas} aria-hidden />
      {cell !== undefined && (
        <CellReadout edges={edges} matrix={matrix} frame={frame} cell={cell} size={canvasSize} />
      )}
    </div>
  );
}

/** The drawing as a stable function of what it shows. */
function useMatrixDrawing(
  { edges, matrix, chosen }: MatrixCanvasProps,
  frame: MatrixFrame,
  cell: Cell | undefined,
): Draw {
  const theme = useTheme();
  return useCallback(
    (context) => {
      drawGround(context, matrix, frame, cell);
      drawCells(context, { edges, matrix, chosen, frame });
      drawNames(context, matrix, frame, cell);
    },
    // The theme is not in the code above, but the colours that its tokens mean are.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [edges, matrix, chosen, frame, cell, theme],
  );
}

/** The square, and a band along the row and the column that are pointed at. */
function drawGround(
  context: CanvasRenderingContext2D,
  { rows, columns }: Matrix,
  { cellPx, leftPx, topPx }: MatrixFrame,
  cell: Cell | undefined,
): void {
  const [widthPx, heightPx] = [columns.length * cellPx, rows.length * cellPx];
  context.fillStyle = tokenColour('--panel');
  context.fillRect(leftPx, topPx, widthPx, heightPx);
  if (cell === undefined) return;
  context.fillStyle = tokenColour('--selected-quiet');
  context.fillRect(leftPx, topPx + cell.row * cellPx, widthPx, cellPx);
  context.fillRect(leftPx + cell.column * cellPx, topPx, cellPx, heightPx);
}

interface Cells {
  readonly edges: Edges;
  readonly matrix: Matrix;
  readonly chosen: number;
  readonly frame: MatrixFrame;
}

function drawCells(
  context: CanvasRenderingContext2D,
  { edges, matrix, chosen, frame }: Cells,
): void {
  const { cellPx, leftPx, topPx } = frame;
  const accent = tokenColour('--accent');
  const rare = [0, 1, 2, 3, 4].map((level) => tokenColour(levelColour(level)));
  matrix.edges.forEach((edge, at) => {
    if (edge < 0) return;
    const x = leftPx + (at % matrix.columns.length) * cellPx;
    const y = topPx + Math.floor(at / matrix.columns.length) * cellPx;
    context.globalAlpha = 0.15 + 0.85 * cellShade01(edges.probabilities[edge] ?? 0);
    context.fillStyle = accent;
    context.fillRect(x + 0.5, y + 0.5, cellPx - 1, cellPx - 1);
    context.globalAlpha = 1;
    const level = surpriseLevel(edges.bits[edge] ?? 0);
    if (level < OUTLINED_LEVEL && edge !== chosen) return;
    context.strokeStyle = edge === chosen ? tokenColour('--text') : (rare[level] ?? '');
    context.lineWidth = edge === chosen ? 2 : 1.5;
    context.strokeRect(x + 1.25, y + 1.25, cellPx - 2.5, cellPx - 2.5);
  });
  context.strokeStyle = tokenColour('--line-strong');
  context.lineWidth = 1;
  context.strokeRect(
    leftPx + 0.5,
    topPx + 0.5,
    matrix.columns.length * cellPx,
    matrix.rows.length * cellPx,
  );
}

const NAME_GAP_PX = 6;
/** Names above lean, so that they take less room and can be read. */
const LEAN = -Math.PI / 4;

function drawNames(
  context: CanvasRenderingContext2D,
  { rows, columns }: Matrix,
  { cellPx, leftPx, topPx }: MatrixFrame,
  cell: Cell | undefined,
): void {
  const [text, quiet] = [tokenColour('--text'), tokenColour('--quiet')];
  context.font = `${Math.min(11, cellPx - 1)}px ${tokenColour('--mono')}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  rows.forEach((name, row) => {
    context.fillStyle = row === cell?.row ? text : quiet;
    const y = topPx + (row + 0.5) * cellPx;
    context.fillText(fitted(context, name, leftPx - NAME_GAP_PX - 4), leftPx - NAME_GAP_PX, y);
  });
  context.textAlign = 'left';
  columns.forEach((name, column) => {
    context.fillStyle = column === cell?.column ? text : quiet;
    context.save();
    context.translate(leftPx + (column + 0.5) * cellPx, topPx - NAME_GAP_PX);
    context.rotate(LEAN);
    context.fillText(fitted(context, name, (topPx - NAME_GAP_PX) * Math.SQRT2 - 8), 0, 0);
    context.restore();
  });
}

/** A name cut to a width, with nothing in it that deceives the eye. */
function fitted(context: CanvasRenderingContext2D, name: string, widthPx: number): string {
  const shown = isDeceptive(name) ? spelledOut(name) : name;
  if (context.measureText(shown).width <= widthPx) return shown;
  let end = Math.min(shown.length, 100);
  while (end > 1 && context.measureText(`${shown.slice(0, end)}…`).width > widthPx) end--;
  return `${shown.slice(0, end)}…`;
}

interface CellReadoutProps {
  readonly edges: Edges;
  readonly matrix: Matrix;
  readonly frame: MatrixFrame;
  readonly cell: Cell;
  readonly size: Size;
}

function CellReadout({ edges, matrix, frame, cell, size }: CellReadoutProps): ReactNode {
  const edge = edgeAt(matrix, cell);
  const x = frame.leftPx + (cell.column + 1) * frame.cellPx;
  const y = frame.topPx + (cell.row + 1) * frame.cellPx;
  const across =
    x > size.widthPx / 2 ? { right: size.widthPx - x + frame.cellPx + 4 } : { left: x + 4 };
  const up =
    y > size.heightPx / 2 ? { bottom: size.heightPx - y + frame.cellPx + 4 } : { top: y + 4 };
  const at = (values: Float64Array): number => values[edge] ?? NaN;
  return (
    <div className="scatter-readout" style={{ ...across, ...up }}>
      <p className="mono readout-label">
        <VisibleText text={matrix.rows[cell.row]?.slice(0, 200)} /> →{' '}
        <VisibleText text={matrix.columns[cell.column]?.slice(0, 200)} />
      </p>
      {edge < 0 ? (
        <p className="quiet">never seen</p>
      ) : (
        <>
          <p className="mono">
            {exactNumber(at(edges.counts))} of {exactNumber(at(edges.fromCounts))} ·{' '}
            {probabilityText(at(edges.probabilities))} · {at(edges.bits).toFixed(1)} bits
          </p>
          <p className="quiet">
            in {counted(at(edges.sessions), 'session')} of{' '}
            {counted(at(edges.identities), 'identity', 'identities')}
          </p>
        </>
      )}
    </div>
  );
}
