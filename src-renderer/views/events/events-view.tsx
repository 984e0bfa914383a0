/** All events of the scope, row by row: the view everything else comes back to. */
import { Columns3, ListFilter } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { Scope } from '#contract/scope.ts';
import { useCommand } from '../../app/commands.ts';
import { isEverything } from '../../app/scope-history.ts';
import { useCase, useSelection, useSettings, useView } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { useWorkbench, useWorkbenchState } from '../../app/use-workbench.ts';
import { useValueMenu } from '../../details/use-value-menu.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { blockNumber, blockRows, blockText, type BlockRow } from '../../grid/grid-column.ts';
import { usePagedRows, type RowSource } from '../../grid/use-paged-rows.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Empty } from '../../ui/notes.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { CLOCK_OFFSET, eventGridColumns } from './event-columns-view.ts';
import { useEventsLayout, type EventsLayout } from './events-layout.ts';
import { Facets } from './facets.tsx';

/** The event grid with facets at its left. */
export function EventsView(): ReactNode {
  const { scope } = useScope();
  const { zone, facetsOpen, change } = useSettings();
  const { selected, select, openDetails } = useSelection();
  const layout = useEventsLayout();
  const source = useEventRows(scope, layout);
  const columns = useMemo(() => eventGridColumns(layout.columns, zone), [layout.columns, zone]);
  const valueMenu = useValueMenu();
  const turnFacets = (): void => change({ facetsOpen: !facetsOpen });
  useCommand({
    id: 'facets',
    title: facetsOpen ? 'Hide value facets' : 'Show value facets',
    group: 'View',
    keys: 'f',
    run: turnFacets,
  });
  const idOf = (row: BlockRow): number => blockNumber(row, 'id');
  return (
    <section className="events" aria-label="Events">
      {facetsOpen && <Facets fields={layout.facets} />}
      <div className="events-main">
        <div className="bar">
          <IconButton
            small
            label={facetsOpen ? 'Hide value facets' : 'Show value facets'}
            keys="f"
            icon={ListFilter}
            pressed={facetsOpen}
            onClick={turnFacets}
          />
          <h2>Events</h2>
          <span className="quiet cut">{sortText(layout)}</span>
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
            <ColumnChooser />
          </Popover>
        </div>
        <DataGrid
          label="Events"
          name="events"
          autoFocus
          columns={columns}
          source={source}
          rowKey={idOf}
          selectedKey={selected}
          onSelect={(row) => select(idOf(row))}
          onOpen={(row) => openDetails(idOf(row))}
          sort={layout.sort}
          onSort={(sort) => layout.change({ sort })}
          menu={(row, column) => valueMenu(column.id, blockText(row, column.id, 'UTC'))}
          empty={<NoEvents scope={scope} />}
        />
      </div>
    </section>
  );
}

/** Rows of the scope in the chosen order, fetched by the page. */
function useEventRows(scope: Scope, { columns, sort }: EventsLayout): RowSource<BlockRow> {
  const { client } = useWorkbench();
  const revision = useWorkbenchState((state) => state.revision);
  const corrected = useWorkbenchState(({ info }) => (info?.clockRules.length ?? 0) > 0);
  const wanted = useMemo(
    () => [...new Set(['id', ...columns, ...(corrected ? [CLOCK_OFFSET] : [])])],
    [columns, corrected],
  );
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await client.call('events.page', {
        scope,
        columns: wanted,
        sort,
        offset,
        limit,
      });
      return { total: page.total, rows: blockRows(page.block) };
    },
    // Another revision is another table, although nothing of it is in the question.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [client, scope, wanted, sort, revision],
  );
  return usePagedRows(fetch);
}

function sortText({ sort }: EventsLayout): string {
  if (sort.column === '@timestamp') return sort.descending ? 'newest first' : 'oldest first';
  return `by ${sort.column}, ${sort.descending ? 'descending' : 'ascending'}`;
}

function NoEvents({ scope }: { readonly scope: Scope }): ReactNode {
  const { info } = useCase();
  const { show } = useView();
  const { undo, clear, canUndo } = useScope();
  if (info?.events === 0) {
    return (
      <Empty
        title="No events yet"
        actions={
          <Button variant="primary" onClick={() => show('evidence')}>
            Add evidence
          </Button>
        }
      >
        Every record of the evidence becomes a row here, as soon as it is read.
      </Empty>
    );
  }
  if (isEverything(scope)) return <Empty title="No events" />;
  return (
    <Empty
      title="Nothing fits query and filters"
      actions={
        <>
          <Button disabled={!canUndo} onClick={undo}>
            Undo the last filter
          </Button>
          <Button onClick={clear}>Look at all events</Button>
        </>
      }
    >
      No event has all of what is asked for above.
    </Empty>
  );
}
