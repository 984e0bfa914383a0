/** The model: the matrix of frequent commands, all transitions as a list, and the sessions behind one. */
import { Filter, Rows3, Search } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../../app/commands.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/fields.tsx';
import { Doing, Empty, ErrorNote } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { useSize } from '../../ui/use-size.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { useWholeTable } from '../use-whole-table.ts';
import { textOf } from '../whole-table.ts';
import { EdgeList } from './edge-list.tsx';
import { MatrixCanvas } from './matrix-canvas.tsx';
import { keyNamesOf } from './session-page.ts';
import { SessionsTable } from './sessions-table.tsx';
import { levelColour } from './styles.ts';
import {
  edgeName,
  edgesOf,
  END,
  matrixOf,
  roomFor,
  transitionColumns,
  type EdgeOrder,
  type Edges,
} from './transitions.ts';
import { useEdgeSessions } from './use-edge-sessions.ts';
import type { SessionWork } from './use-session-work.ts';

interface TransitionsTabProps {
  readonly receipt: RunReceipt;
  /** Sessions. */
  readonly block: ColumnBlock;
  readonly work: SessionWork;
  /** Shows the tab of sessions. */
  readonly onSessions: () => void;
}

/** Loads the model, then draws it. */
export function TransitionsTab(props: TransitionsTabProps): ReactNode {
  const table = useWholeTable(props.receipt, 'transitions', transitionColumns);
  const edges = useMemo(
    () => (table.block === undefined ? undefined : edgesOf(table.block)),
    [table.block],
  );
  if (table.error !== undefined) return <ErrorNote error={table.error} again={table.again} />;
  if (edges === undefined) return <LoadingRows table={table} things="transitions" />;
  return <Model {...props} edges={edges} />;
}

const rarestFirst: EdgeOrder = { column: 'bits', descending: true };

function Model(props: TransitionsTabProps & { readonly edges: Edges }): ReactNode {
  const { receipt, edges, work, onSessions } = props;
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState(rarestFirst);
  const [chosen, setChosen] = useState(-1);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  useCommand({
    id: 'transitions.search',
    title: 'Search transitions by command',
    group: 'View',
    keys: 's',
    run: () => field?.focus(),
  });
  return (
    <div className="transitions">
      <div className="transitions-top">
        <MatrixPane edges={edges} search={search} chosen={chosen} onChoose={setChosen} />
        <section className="edges">
          <div className="table-bar">
            <Search size={14} className="faint" aria-hidden />
            <TextInput
              small
              ref={setField}
              value={search}
              aria-label="Search transitions by command"
              placeholder="Command"
              onText={setSearch}
            />
            <span className="quiet cut">{counted(edges.count, 'transition')}</span>
          </div>
          <EdgeList
            edges={edges}
            search={search}
            order={order}
            onOrder={setOrder}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={setChosen}
          />
        </section>
      </div>
      <EdgeSessionsPane
        key={chosen}
        {...{ receipt, edges, work, onSessions, chosen }}
        block={props.block}
      />
    </div>
  );
}

interface MatrixPaneProps {
  readonly edges: Edges;
  readonly search: string;
  readonly chosen: number;
  readonly onChoose: (edge: number) => void;
}

function MatrixPane({ edges, search, chosen, onChoose }: MatrixPaneProps): ReactNode {
  const [measure, size] = useSize();
  const most = roomFor(size.widthPx, size.heightPx);
  const matrix = useMemo(() => matrixOf(edges, search, most), [edges, search, most]);
  const commands = matrix.rows.length - 1;
  return (
    <section className="matrix-pane">
      <div className="table-bar">
        <span className="cut">
          {search.trim() === ''
            ? `The ${counted(commands, 'most frequent command')}`
            : `${counted(commands, 'command')} found or tied to one`}
          {matrix.hidden > 0 && (
            <span className="quiet"> · {exactNumber(matrix.hidden)} more in the list</span>
          )}
        </span>
        <span className="grow" />
        <span
          className="matrix-legend quiet"
          title="Probability of the row’s command being followed by the column’s, on a logarithmic scale"
        >
          0.01 % <i className="shade" aria-hidden /> 100 %
          <i className="outlined" style={{ borderColor: levelColour(2) }} aria-hidden /> below 1 %
        </span>
      </div>
      <div ref={measure} className="matrix-room">
        {size.widthPx > 0 && commands > 0 && (
          <MatrixCanvas
            edges={edges}
            matrix={matrix}
            size={size}
            chosen={chosen}
            onChoose={onChoose}
          />
        )}
        {commands === 0 && <Empty title="No command is called that" />}
      </div>
    </section>
  );
}

interface EdgeSessionsPaneProps extends TransitionsTabProps {
  readonly edges: Edges;
  readonly chosen: number;
}

function EdgeSessionsPane(props: EdgeSessionsPaneProps): ReactNode {
  const { receipt, edges, chosen, work, onSessions } = props;
  const isToEnd = chosen >= 0 && textOf(edges.to, chosen) === END;
  const asked = useEdgeSessions(receipt.run, chosen, isToEnd);
  const keys = useMemo(() => keyNamesOf(props.block), [props.block]);
  if (chosen < 0) {
    return (
      <section className="edge-sessions">
        <Empty title="No transition is chosen">
          The sessions that have it come here: choose a cell of the matrix or a row of the list.
        </Empty>
      </section>
    );
  }
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  if (asked.value === undefined || asked.state === 'loading') {
    return <Doing what="Finding sessions" />;
  }
  const { sessions, isCut } = asked.value;
  const name = edgeName(edges, chosen);
  const pick = (): void =>
    work.picked.pick(sessions, `${name.slice(0, 200)} (${counted(sessions.length, 'session')})`);
  return (
    <section className="edge-sessions">
      <SessionsTable
        run={receipt.run}
        label="Sessions with this transition"
        keys={keys}
        only={sessions}
        current={work.current}
        onCurrent={(session) => work.setCurrent(session.session)}
        actions={{
          ...work.actions,
          filterTo: (session, not) => {
            work.setCurrent(session.session);
            work.actions.filterTo(session, not);
          },
        }}
        empty={
          <Empty title="No session of this run has it">
            The model comes from an earlier run, whose sessions had it.
          </Empty>
        }
      >
        <span className="cut">
          {isCut ? 'The first ' : ''}
          {counted(sessions.length, 'session')} with{' '}
          <span className="mono">
            <VisibleText text={name.slice(0, 300)} />
          </span>
        </span>
        <Button small icon={Filter} disabled={sessions.length === 0} onClick={pick}>
          Only these
        </Button>
        <Button
          small
          icon={Rows3}
          disabled={sessions.length === 0}
          onClick={() => {
            pick();
            work.setShown('picked');
            onSessions();
          }}
        >
          Show them
        </Button>
      </SessionsTable>
    </section>
  );
}
