/** Events over time in lanes, one for each value of a field: who did what when, side by side. */
import { Maximize2, Table2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { eventColumns } from '#contract/event-columns.ts';
import type { Lanes } from '#contract/api.ts';
import { useCommand } from '../../app/commands.ts';
import { timeWindow } from '../../app/scope-history.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useSettings } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { useSettled } from '../../app/use-settled.ts';
import type { TimeWindow } from '../../histogram/layout.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/fields.tsx';
import { Doing, Empty, ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { useSize } from '../../ui/use-size.ts';
import { zoneLabel } from '../../ui/zoned-time.ts';
import { columnLabel } from '../events/event-columns-view.ts';
import { LanePlot } from './lane-plot.tsx';
import { mergedLanes, timelineBins } from './layout.ts';
import { TimelineTable } from './timeline-table.tsx';
import { useTimeView, type TimeView } from './use-time-view.ts';

const MAX_LANES = 60;
/** The field stays when one comes back to the view. */
let lastField = 'host.name';

/** The timeline view. */
export function TimelineView(): ReactNode {
  const { scope } = useScope();
  const [field, setField] = useState(lastField);
  const [measure, { widthPx }] = useSize();
  const bins = timelineBins(widthPx - LABELS_PX);
  const question = { scope, field, bins, lanes: MAX_LANES };
  const whole = useAsk('timeline.lanes', widthPx === 0 ? undefined : question);
  const full = whole.value === undefined ? nothing : spanOf(whole.value);
  const view = useTimeView(full);
  const settled = useSettled(view.window, 100);
  const part = useAsk(
    'timeline.lanes',
    view.isWhole || widthPx === 0
      ? undefined
      : { ...question, fromUs: Math.floor(settled.fromUs), toUs: Math.ceil(settled.toUs) },
  );
  const failed = whole.error ?? part.error;
  const lanes = useMemo(
    () =>
      view.isWhole || whole.value === undefined || part.value === undefined
        ? whole.value
        : mergedLanes(whole.value, part.value),
    [view.isWhole, whole.value, part.value],
  );
  return (
    <section ref={measure} className="timeline" aria-label="Timeline">
      <TimelineContent
        field={field}
        onField={(next) => {
          lastField = next;
          setField(next);
        }}
        lanes={lanes}
        view={view}
        loading={whole.state === 'loading' || part.state === 'loading'}
      >
        {failed !== undefined && (
          <ErrorNote error={failed} again={whole.error === undefined ? part.again : whole.again} />
        )}
      </TimelineContent>
    </section>
  );
}

const LABELS_PX = 200;
const nothing: TimeWindow = { fromUs: 0, toUs: 1 };

function spanOf({ fromUs, binUs, bins }: Lanes): TimeWindow {
  return { fromUs, toUs: fromUs + binUs * bins };
}

interface TimelineContentProps {
  readonly field: string;
  readonly onField: (field: string) => void;
  readonly lanes: Lanes | undefined;
  readonly view: TimeView;
  readonly loading: boolean;
  readonly children: ReactNode;
}

function TimelineContent(props: TimelineContentProps): ReactNode {
  const { children, lanes } = props;
  const [asTable, setAsTable] = useState(false);
  useCommand({
    id: 'timeline.table',
    title: asTable ? 'Show the timeline as a drawing' : 'Show the timeline as a table',
    group: 'View',
    keys: 't',
    run: () => setAsTable(!asTable),
  });
  return (
    <>
      <TimelineBar {...props} asTable={asTable} onTable={() => setAsTable(!asTable)} />
      {children}
      {lanes === undefined && children === false && <Doing what="Sorting events into lanes" />}
      {lanes !== undefined && <LanesBody {...props} lanes={lanes} asTable={asTable} />}
    </>
  );
}

interface LanesBodyProps extends TimelineContentProps {
  readonly lanes: Lanes;
  readonly asTable: boolean;
}

function LanesBody({ lanes, field, view, loading, asTable }: LanesBodyProps): ReactNode {
  if (lanes.lanes.length === 0) {
    return (
      <Empty title="No event with a time">
        Events of the scope would lie here, one lane for each {columnLabel(field).toLowerCase()}.
      </Empty>
    );
  }
  return (
    <>
      {asTable ? (
        <TimelineTable lanes={lanes} field={field} />
      ) : (
        <LanePlot lanes={lanes} field={field} view={view} old={loading} />
      )}
      {lanes.otherValues > 0 && (
        <p className="timeline-note">
          {counted(lanes.otherValues, 'more value')} with {counted(lanes.otherEvents, 'event')} are
          not shown: narrow the scope to see them.
        </p>
      )}
    </>
  );
}

interface TimelineBarProps extends TimelineContentProps {
  readonly asTable: boolean;
  readonly onTable: () => void;
}

function TimelineBar({ field, onField, view, asTable, onTable }: TimelineBarProps): ReactNode {
  const { zone } = useSettings();
  const { scope, setWindow } = useScope();
  const { window, isWhole, reset } = view;
  const toScope = (): void =>
    setWindow({ fromUs: Math.floor(window.fromUs), toUs: Math.ceil(window.toUs) });
  useCommand({
    id: 'timeline.window',
    title: 'Make what is in view the time window',
    group: 'Scope',
    keys: 'w',
    enabled: !isWhole,
    run: toScope,
  });
  useCommand({
    id: 'timeline.whole',
    title: 'Show the whole time',
    group: 'View',
    keys: '0',
    enabled: !isWhole,
    run: reset,
  });
  const unfiltered = timeWindow(scope) === undefined;
  return (
    <div className="bar">
      <h2>Events by</h2>
      <Select
        small
        aria-label="Lanes by"
        value={field}
        options={eventColumns.map(({ name, label }) => ({ value: name, label }))}
        onPick={onField}
      />
      <span className="quiet cut">
        {zoneLabel(zone, window.fromUs)} · wheel zooms, drag moves, drag on the axis sets the window
      </span>
      <span className="grow" />
      {!isWhole && (
        <>
          <Button small variant="bare" onClick={toScope} title="W">
            {unfiltered ? 'Filter to this' : 'Filter to this instead'}
          </Button>
          <IconButton small label="Show the whole time" keys="0" icon={Maximize2} onClick={reset} />
        </>
      )}
      <IconButton
        small
        label={asTable ? 'As a drawing' : 'As a table'}
        keys="t"
        icon={Table2}
        pressed={asTable}
        onClick={onTable}
      />
    </div>
  );
}
