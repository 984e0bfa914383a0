/** All transitions as a list: sorted by how rare they are, searched by command. */
import { useMemo, type ReactNode } from 'react';
import { DataGrid } from '../../grid/data-grid.tsx';
import type { GridColumn, Sort } from '../../grid/grid-column.ts';
import { useArrayRows } from '../../grid/use-paged-rows.ts';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { Empty } from '../../ui/notes.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { textOf } from '../whole-table.ts';
import { probabilityText, surprise01, surpriseLevel } from './steps.ts';
import { levelColour } from './styles.ts';
import {
  edgeName,
  listedEdges,
  type EdgeColumn,
  type EdgeOrder,
  type Edges,
} from './transitions.ts';

interface EdgeListProps {
  readonly edges: Edges;
  readonly search: string;
  readonly order: EdgeOrder;
  readonly onOrder: (order: EdgeOrder) => void;
  readonly chosen: number;
  readonly onChoose: (edge: number) => void;
  /** Picks the sessions that have it. */
  readonly onOpen: (edge: number) => void;
}

/** A virtual table over numbers at hand. */
export function EdgeList(props: EdgeListProps): ReactNode {
  const { edges, search, order, onOrder, chosen, onChoose, onOpen } = props;
  const listed = useMemo(
    () => Array.from(listedEdges(edges, search, order)),
    [edges, search, order],
  );
  const source = useArrayRows(listed);
  const columns = useMemo(() => columnsOf(edges), [edges]);
  return (
    <DataGrid
      label="Transitions"
      name="run.transitions"
      columns={columns}
      source={source}
      rowKey={(edge) => edge}
      selectedKey={chosen}
      onSelect={onChoose}
      onOpen={onOpen}
      sort={order}
      onSort={(sort) => onOrder(orderOf(sort))}
      empty={<Empty title="No command is called that" />}
    />
  );
}

const sortable: readonly EdgeColumn[] = [
  'from',
  'to',
  'count',
  'probability',
  'sessions',
  'identities',
  'bits',
];

function orderOf({ column, descending }: Sort): EdgeOrder {
  return { column: sortable.find((each) => each === column) ?? 'bits', descending };
}

function columnsOf(edges: Edges): readonly GridColumn<number>[] {
  const at = (values: Float64Array, edge: number): number => values[edge] ?? NaN;
  const command = (id: 'from' | 'to', label: string): GridColumn<number> => ({
    id,
    label,
    widthPx: 148,
    mono: true,
    sortable: true,
    text: (edge) => textOf(edges[id], edge),
    hint: (edge) => spelledOut(edgeName(edges, edge).slice(0, 2000)),
  });
  const number = (
    id: EdgeColumn,
    label: string,
    text: (edge: number) => string,
  ): GridColumn<number> => ({
    id,
    label,
    widthPx: 84,
    mono: true,
    align: 'end',
    sortable: true,
    text,
  });
  return [
    {
      ...number('bits', 'Bits', (edge) => at(edges.bits, edge).toFixed(1)),
      render: (edge) => <BitsCell bits={at(edges.bits, edge)} />,
    },
    command('from', 'From'),
    command('to', 'To'),
    {
      ...number(
        'count',
        'Count',
        (edge) =>
          `${exactNumber(at(edges.counts, edge))} of ${exactNumber(at(edges.fromCounts, edge))}`,
      ),
      widthPx: 96,
    },
    number('sessions', 'Sessions', (edge) => exactNumber(at(edges.sessions, edge))),
    number('probability', 'Probability', (edge) => probabilityText(at(edges.probabilities, edge))),
    number('identities', 'Identities', (edge) => exactNumber(at(edges.identities, edge))),
  ];
}

function BitsCell({ bits }: { readonly bits: number }): ReactNode {
  return (
    <span className="score-cell bits-cell">
      <i
        style={{
          width: `${surprise01(bits) * 100}%`,
          background: levelColour(surpriseLevel(bits)),
        }}
        aria-hidden
      />
      <span>{bits.toFixed(1)}</span>
    </span>
  );
}
