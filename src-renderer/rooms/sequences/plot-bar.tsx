/** Controls of the timeline: what goes up, what has a lane, what has a colour; and what colours mean. */
import { BoxSelect, Maximize2, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommand } from '../../app/commands.ts';
import type { PlaneView } from '../../canvas/scatter/use-plane.ts';
import { IconButton } from '../../ui/button.tsx';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { Check, Select } from '../../ui/fields.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import type { GroupPick } from '../use-group-pick.ts';
import { rowsOfGroup, type PlotSettings, type SessionModel } from './layout.ts';
import { metricOf, metrics, SCORE_STEPS } from './metrics.ts';
import { groupName, GroupName } from './plot-axes.tsx';
import { levelColour } from './styles.ts';

interface PlotBarProps {
  readonly settings: PlotSettings;
  readonly onSettings: (settings: PlotSettings) => void;
  /** Names of the keys. */
  readonly keys: readonly string[];
  readonly view: PlaneView;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
  readonly asTable: boolean;
  readonly onTable: () => void;
  /** What colours mean. */
  readonly legend: ReactNode;
}

/** Above the plot. */
export function PlotBar(props: PlotBarProps): ReactNode {
  const { settings, onSettings, keys, asTable } = props;
  const { scale, colourBy, lanesBy } = settings;
  const keyOptions = keys.map((key) => ({ value: key, label: spelledOut(key).slice(0, 60) }));
  return (
    <div className="scatter-bar plot-bar">
      <label className="bar-field" title={scale.metric.help}>
        Up
        <Select
          small
          aria-label="Upwards"
          disabled={asTable}
          value={scale.metric.id}
          options={metrics.map(({ id, label }) => ({ value: id, label }))}
          onPick={(id) => onSettings({ ...settings, scale: { ...scale, metric: metricOf(id) } })}
        />
      </label>
      {scale.metric.isLikelihood && (
        <Check
          label="log"
          checked={scale.isLog}
          onCheck={(isLog) => onSettings({ ...settings, scale: { ...scale, isLog } })}
        />
      )}
      <label className="bar-field">
        Colour
        <Select
          small
          aria-label="Colour by"
          disabled={asTable}
          value={colourBy}
          options={[{ value: '', label: 'score' }, ...keyOptions]}
          onPick={(key) => onSettings({ ...settings, colourBy: key })}
        />
      </label>
      <label className="bar-field">
        Lanes
        <Select
          small
          aria-label="Lanes by"
          disabled={asTable}
          value={lanesBy}
          options={[{ value: '', label: 'none' }, ...keyOptions]}
          onPick={(key) => onSettings({ ...settings, lanesBy: key })}
        />
      </label>
      {props.legend}
      <PlotTools {...props} />
    </div>
  );
}

function PlotTools({ view, tool, onTool, asTable, onTable }: PlotBarProps): ReactNode {
  useCommand({
    id: 'sessions.table',
    title: asTable ? 'Show the timeline of sessions' : 'Show sessions as a table only',
    group: 'View',
    keys: 't',
    run: onTable,
  });
  useCommand({
    id: 'sessions.box',
    title: 'Draw a box round sessions',
    group: 'Scope',
    keys: 'l',
    enabled: !asTable,
    run: () => onTool(!tool),
  });
  useCommand({
    id: 'sessions.fit',
    title: 'Show all sessions',
    group: 'View',
    keys: '0',
    enabled: !asTable && !view.isWhole,
    run: view.fit,
  });
  return (
    <>
      <IconButton
        small
        label="Draw a box (or Shift and drag)"
        keys="l"
        icon={BoxSelect}
        pressed={tool}
        disabled={asTable}
        onClick={() => onTool(!tool)}
      />
      <IconButton
        small
        label="Show all sessions"
        keys="0"
        icon={Maximize2}
        disabled={asTable || view.isWhole}
        onClick={view.fit}
      />
      <IconButton
        small
        label={asTable ? 'With the timeline' : 'As a table only'}
        keys="t"
        icon={Table2}
        pressed={asTable}
        onClick={onTable}
      />
    </>
  );
}

interface LegendProps {
  readonly model: SessionModel;
  /** Colour of each group, as CSS. */
  readonly colours: readonly string[];
  readonly picked: GroupPick;
}

/** What the colours mean; those of a key are a filter as well. */
export function PlotLegend({ model, colours, picked }: LegendProps): ReactNode {
  return (
    <ul className="plot-legend" aria-label="Meaning of colours">
      {model.colours === undefined ? (
        <ScoreLegend />
      ) : (
        <KeyLegend {...{ model, colours, picked }} />
      )}
      {model.inCrowds && <li className="quiet">ordinary sessions are drawn in crowds</li>}
      {model.timeless > 0 && (
        <li className="quiet">{counted(model.timeless, 'session')} without a time</li>
      )}
    </ul>
  );
}

function ScoreLegend(): ReactNode {
  return (
    <>
      <li>
        <i className="swatch round" style={{ background: levelColour(0) }} />
        ordinary
      </li>
      {SCORE_STEPS.map((score, at) => (
        <li key={score} title={`Score ${score} and more`}>
          <i
            className={at >= 2 ? 'swatch diamond' : 'swatch round'}
            style={{ background: levelColour(at + 1) }}
          />
          1 in {exactNumber(10 ** score)}
        </li>
      ))}
    </>
  );
}

function KeyLegend({ model, colours, picked }: LegendProps): ReactNode {
  const groups = model.colours;
  if (groups === undefined) return null;
  return groups.groups.map((group, at) => (
    <li key={`${group.isRest} ${group.value ?? ''}`}>
      <button
        type="button"
        className="legend-key"
        title={`${spelledOut(groupName(group))}: ${counted(group.sessions, 'session')}. Click picks them.`}
        onClick={() => {
          const rows = rowsOfGroup(groups, at);
          picked.pick(
            rows,
            `${groupName(group).slice(0, 100)}: ${counted(rows.length, 'session')}`,
          );
        }}
      >
        <i className="swatch round" style={{ background: colours[at] ?? 'var(--cat-other)' }} />
        <GroupName group={group} />
      </button>
    </li>
  ));
}
