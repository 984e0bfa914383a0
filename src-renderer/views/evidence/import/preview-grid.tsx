/** The first records as they would become events, with what is wrong with each. */
import { useMemo, type ReactNode } from 'react';
import { eventColumns } from '#contract/event-columns.ts';
import type { ImportPreview } from '#contract/mapping.ts';
import { DataGrid } from '../../../grid/data-grid.tsx';
import { blockText, type GridColumn } from '../../../grid/grid-column.ts';
import { useArrayRows } from '../../../grid/use-paged-rows.ts';
import { copyText } from '../../../ui/copy.ts';
import { Empty } from '../../../ui/notes.tsx';

interface PreviewRow {
  readonly at: number;
  readonly preview: ImportPreview;
}

/** Times are shown in UTC: that is what will be stored. */
export function PreviewGrid({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const rows = useMemo(
    () => Array.from({ length: preview.rows.rows }, (_, at): PreviewRow => ({ at, preview })),
    [preview],
  );
  const columns = useMemo(() => columnsOf(preview), [preview]);
  const source = useArrayRows(rows);
  return (
    <DataGrid
      label="First records as events"
      columns={columns}
      source={source}
      rowKey={({ at }) => at}
      tone={({ at }) => (preview.troubles[at] === '' ? '' : 'amiss')}
      menu={(row, column) => [
        {
          label: `Copy ${column.label.toLowerCase()}`,
          onSelect: () => void copyText(column.text(row) ?? ''),
        },
      ]}
      empty={<Empty title="No record in its beginning">Nothing here could become an event.</Empty>}
    />
  );
}

function columnsOf({ rows, troubles }: ImportPreview): readonly GridColumn<PreviewRow>[] {
  const named = Object.keys(rows.columns).filter((name) => name !== '@timestamp');
  const labels = new Map<string, string>(eventColumns.map(({ name, label }) => [name, label]));
  const place: GridColumn<PreviewRow> = {
    id: 'locator',
    label: 'Place',
    widthPx: 96,
    mono: true,
    text: ({ at, preview }) => preview.locators[at]?.split(',')[0],
    hint: ({ at, preview }) => preview.locators[at],
  };
  const trouble: GridColumn<PreviewRow> = {
    id: 'trouble',
    label: 'Trouble',
    widthPx: 220,
    text: ({ at, preview }) => (preview.troubles[at] === '' ? undefined : preview.troubles[at]),
  };
  const cell = (name: string, label: string, widthPx: number): GridColumn<PreviewRow> => ({
    id: name,
    label,
    widthPx,
    mono: true,
    text: ({ at, preview }) => blockText({ block: preview.rows, at }, name),
  });
  return [
    place,
    cell('@timestamp', 'Time (UTC)', 190),
    ...(troubles.some((each) => each !== '') ? [trouble] : []),
    ...named.map((name) => cell(name, labels.get(name) ?? name, 150)),
  ];
}
