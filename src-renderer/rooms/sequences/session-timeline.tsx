/** The timeline of sessions with its controls, as the analyst left them. */
import { useMemo, useState, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { usePlane } from '../../canvas/scatter/use-plane.ts';
import { useColours } from '../../ui/use-colours.ts';
import { categoryColour } from '../../ui/colours.ts';
import { useSize } from '../../ui/use-size.ts';
import type { GroupPick } from '../use-group-pick.ts';
import type { GroupsInScope } from '../use-groups-in-scope.ts';
import { sessionModel, type KeyGroups, type PlotSettings } from './layout.ts';
import { metricOf } from './metrics.ts';
import { PlotBar, PlotLegend } from './plot-bar.tsx';
import { keyNamesOf } from './session-page.ts';
import { SessionPlot } from './session-plot.tsx';
import { keyStyles, scoreStyles } from './styles.ts';

export interface SessionTimelineProps {
  readonly receipt: RunReceipt;
  readonly block: ColumnBlock;
  readonly picked: GroupPick;
  readonly inScope: GroupsInScope;
  readonly current: number | undefined;
  readonly onCurrent: (session: number) => void;
  readonly onOpen: (sessions: readonly number[]) => void;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

/** Room for a whole mark at the edges. */
const MARGIN_PX = 12;

/** Settings outlive a change of view. */
let lastSettings = { metric: 'score', isLog: true, colourBy: '', lanesBy: '' };

/** Bar, legend and plot; only the bar while there is nothing but the table. */
export function SessionTimeline(props: SessionTimelineProps): ReactNode {
  const { receipt, block, picked, asTable } = props;
  const keys = useMemo(() => keyNamesOf(block), [block]);
  const [settings, setSettings] = useState(() => settingsFor(keys));
  const [tool, setTool] = useState(false);
  const [measure, size] = useSize();
  const model = useMemo(() => sessionModel(block, settings), [block, settings]);
  const view = usePlane(model.bounds, size, false, MARGIN_PX);
  const colours = useGroupColours(settings.colourBy, model.colours);
  const styles = useMemo(
    () => (model.colours === undefined ? scoreStyles : keyStyles(colours)),
    [model.colours, colours],
  );
  return (
    <section
      className={`session-timeline ${asTable ? 'bare' : settings.lanesBy === '' ? '' : 'tall'}`}
    >
      <PlotBar
        settings={settings}
        onSettings={(next) => {
          const { scale, colourBy, lanesBy } = next;
          lastSettings = { metric: scale.metric.id, isLog: scale.isLog, colourBy, lanesBy };
          setSettings(next);
        }}
        keys={keys}
        view={view}
        tool={tool}
        onTool={setTool}
        asTable={asTable}
        onTable={props.onTable}
        legend={
          asTable || (settings.lanesBy !== '' && settings.lanesBy === settings.colourBy) ? (
            <span className="grow" />
          ) : (
            <PlotLegend model={model} colours={colours} picked={picked} />
          )
        }
      />
      {!asTable && (
        <SessionPlot
          {...props}
          run={receipt.run}
          model={model}
          scale={settings.scale}
          styles={styles}
          view={view}
          measure={measure}
          tool={tool}
          onTool={setTool}
        />
      )}
    </section>
  );
}

function settingsFor(keys: readonly string[]): PlotSettings {
  const { metric, isLog, colourBy, lanesBy } = lastSettings;
  const known = (key: string): string => (keys.includes(key) ? key : '');
  return {
    scale: { metric: metricOf(metric), isLog },
    colourBy: known(colourBy),
    lanesBy: known(lanesBy),
  };
}

/** Colours of groups: a value has the colour that it has in the other views of the case. */
function useGroupColours(key: string, groups: KeyGroups | undefined): readonly string[] {
  const labels = useMemo(
    () => groups?.groups.flatMap(({ isRest, value }) => (isRest ? [] : [value ?? ''])),
    [groups],
  );
  const colourOf = useColours(key, labels);
  const joined = groups?.groups
    .map(({ isRest, value }) => (isRest ? categoryColour(undefined) : colourOf(value ?? '')))
    .join(' ');
  return useMemo(() => (joined === undefined ? [] : joined.split(' ')), [joined]);
}
