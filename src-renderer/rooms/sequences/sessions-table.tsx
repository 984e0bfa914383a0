/** The ranked table of sessions: arrows look, Enter filters, any column sorts. */
import {
  Columns3,
  Copy,
  Crosshair,
  FileDown,
  Filter,
  FilterX,
  RotateCcw,
  Rows3,
} from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { keep, readKept } from '../../app/settings.ts';
import { useSettings } from '../../app/use-case.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { blockNumber, type BlockRow, type GridColumn, type Sort } from '../../grid/grid-column.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Check } from '../../ui/fields.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { Empty } from '../../ui/notes.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useRunTable } from '../use-run-table.ts';
import { sessionColumns, usualColumns } from './session-columns.tsx';
import { sessionLabel, sessionOf, type Session } from './session-row.ts';
import { useExport } from './use-export.ts';

/** What can be done with a session. */
export interface SessionActions {
  readonly filterTo: (session: Session, not?: boolean) => void;
  /** Shows its events. */
  readonly show: (session: Session) => void;
  /** Opens one of its events in the details. */
  readonly openEvent: (event: number) => void;
}

interface SessionsTableProps {
  readonly run: number;
  readonly label: string;
  readonly keys: readonly string[];
  /** Only these sessions; undefined = all. Keep the array the same object. */
  readonly only: readonly number[] | undefined;
  readonly current: number | undefined;
  readonly onCurrent: (session: Session) => void;
  /** Sessions that step back. */
  readonly isDim?: (session: number) => boolean;
  readonly actions: SessionActions;
  /** Left of the buttons over the table. */
  readonly children: ReactNode;
  readonly empty: ReactNode;
}

const rarestFirst: Sort = { column: 'rank', descending: false };

/** A bar and the grid. */
export function SessionsTable(props: SessionsTableProps): ReactNode {
  const { run, label, keys, only, current, actions } = props;
  const { zone } = useSettings();
  const [sort, setSort] = useState<Sort>(rarestFirst);
  const chooser = useChosenColumns();
  const all = useMemo(() => sessionColumns(zone, keys), [zone, keys]);
  const columns = useMemo(
    () => all.filter(({ id }) => isKey(id) || chooser.chosen.includes(id)),
    [all, chooser.chosen],
  );
  const where = useMemo(
    () => (only === undefined ? undefined : { column: 'session', in: only }),
    [only],
  );
  const source = useRunTable(run, 'sessions', { sort, where });
  const { busy, save } = useExport();
  return (
    <section className="sessions-table">
      <div className="table-bar">
        {props.children}
        <span className="grow" />
        <Popover
          label="Columns"
          align="end"
          trigger={
            <Button variant="bare" small icon={Columns3}>
              Columns
            </Button>
          }
        >
          <Chooser all={all} chooser={chooser} />
        </Popover>
        <IconButton
          small
          label="Save these rows as CSV"
          icon={FileDown}
          disabled={busy || source.total === 0}
          onClick={() =>
            save({
              run,
              table: 'sessions',
              columns,
              sort,
              where,
              fileName: `sessions-of-run-${run}.csv`,
            })
          }
        />
      </div>
      <DataGrid
        label={label}
        name="run.sessions"
        columns={columns}
        source={source}
        rowKey={(row) => blockNumber(row, 'session')}
        selectedKey={current}
        onSelect={(row) => props.onCurrent(sessionOf(row))}
        onOpen={(row) => actions.filterTo(sessionOf(row))}
        sort={sort}
        onSort={setSort}
        tone={(row) => (props.isDim?.(blockNumber(row, 'session')) === true ? 'dim' : '')}
        menu={(row, column) => menuOf(sessionOf(row), column.text(row), actions)}
        empty={props.empty}
      />
    </section>
  );
}

function menuOf(
  session: Session,
  value: string | undefined,
  { filterTo, show, openEvent }: SessionActions,
): readonly MenuEntry[] {
  return [
    { title: sessionLabel(session) },
    {
      label: 'Only these events',
      icon: Filter,
      keys: 'Enter',
      onSelect: () => filterTo(session),
    },
    { label: 'Leave these out', icon: FilterX, onSelect: () => filterTo(session, true) },
    { label: 'Show these events', icon: Rows3, onSelect: () => show(session) },
    {
      label: 'Show the rarest event',
      icon: Crosshair,
      onSelect: () => openEvent(session.rarestEvent),
    },
    'line',
    {
      label: 'Copy value',
      icon: Copy,
      keys: 'C',
      disabled: value === undefined,
      onSelect: () => void copyText(value ?? ''),
    },
  ];
}

interface ColumnChoice {
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

const KEPT = 'loupe.sequences.columns';

/** Which columns there are, kept by the window. Keys are always there. */
function useChosenColumns(): ColumnChoice {
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const { ids } = readKept(KEPT);
    return Array.isArray(ids)
      ? ids.filter((id): id is string => typeof id === 'string')
      : usualColumns;
  });
  return {
    chosen,
    choose: (ids) => {
      keep(KEPT, { ids });
      setChosen(ids);
    },
  };
}

function isKey(id: string): boolean {
  return id.startsWith('key ');
}

interface ChooserProps {
  readonly all: readonly GridColumn<BlockRow>[];
  readonly chooser: ColumnChoice;
}

function Chooser({ all, chooser: { chosen, choose } }: ChooserProps): ReactNode {
  return (
    <div className="chooser">
      <ul className="chooser-list">
        {all
          .filter(({ id }) => !isKey(id))
          .map(({ id, label }) => (
            <li key={id}>
              <Check
                label={label}
                checked={chosen.includes(id)}
                onCheck={(on) =>
                  choose(on ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
            </li>
          ))}
      </ul>
      <Button variant="bare" icon={RotateCcw} onClick={() => choose(usualColumns)}>
        Usual columns
      </Button>
    </div>
  );
}

/** Said in place of no rows. */
export function NoSessions(): ReactNode {
  return (
    <Empty title="No session has events in the scope">
      Sessions of the run lie outside of what query and filters leave.
    </Empty>
  );
}
