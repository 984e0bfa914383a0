/** Any two features of the clustered events against one another: noise stands out by shape and colour. */
import { BoxSelect, Maximize2, Table2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../app/commands.ts';
import { IconButton } from '../ui/button.tsx';
import { Select } from '../ui/fields.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { exactNumber } from '../ui/numbers.ts';
import { FeaturePlot } from './feature-plot.tsx';
import { LoadingRows } from './loading-rows.tsx';
import { RunTable } from './run-table.tsx';
import { featuresOf, firstFeatures, type Feature } from './scatter-features.ts';
import type { ClusterPicks } from './use-cluster-picks.ts';
import { useWholeTable } from './use-whole-table.ts';

interface ClusterScatterProps {
  readonly receipt: RunReceipt;
  /** Names of features, in the contract's order. */
  readonly features: readonly string[];
  /** Columns to load; keep the array the same object. */
  readonly columns: readonly string[];
  /** Column that says in a word what an event is. */
  readonly nameColumn: string;
  /** "process creations". */
  readonly things: string;
  readonly picks: ClusterPicks;
}

/** Loads the events of a run, then draws them. */
export function ClusterScatter(props: ClusterScatterProps): ReactNode {
  const table = useWholeTable(props.receipt, 'events', props.columns);
  if (table.error !== undefined) return <ErrorNote error={table.error} again={table.again} />;
  if (table.block === undefined) return <LoadingRows table={table} things={props.things} />;
  return <LoadedScatter {...props} block={table.block} />;
}

function LoadedScatter(props: ClusterScatterProps & { readonly block: ColumnBlock }): ReactNode {
  const { receipt, block, things, picks, nameColumn } = props;
  const features = useMemo(() => featuresOf(block, props.features), [block, props.features]);
  const [chosen, setChosen] = useState(() =>
    firstFeatures(block, features, listParam(receipt, 'features')),
  );
  const [tool, setTool] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const [fits, setFits] = useState(0);
  const [x, y] = chosen;
  const { noise = 0 } = receipt.summary;
  useCommand({
    id: 'scatter.table',
    title: asTable ? 'Show features as a plot' : 'Show features as a table',
    group: 'View',
    keys: 't',
    run: () => setAsTable(!asTable),
  });
  useCommand({
    id: 'scatter.box',
    title: 'Draw a box round events',
    group: 'Scope',
    keys: 'l',
    enabled: !asTable,
    run: () => setTool(!tool),
  });
  return (
    <div className="cluster-scatter">
      <div className="scatter-bar">
        <span className="cut">
          {exactNumber(block.rows)} {things}, {exactNumber(Number(noise))} of them{' '}
          <span className="noise-word">× noise</span>, by
        </span>
        <FeatureSelect
          label="Across"
          value={x}
          features={features}
          onPick={(name) => setChosen([name, y])}
        />
        <span className="quiet">and</span>
        <FeatureSelect
          label="Up"
          value={y}
          features={features}
          onPick={(name) => setChosen([x, name])}
        />
        <span className="grow" />
        <IconButton
          small
          label="Draw a box (or Shift and drag)"
          keys="l"
          icon={BoxSelect}
          pressed={tool}
          disabled={asTable}
          onClick={() => setTool(!tool)}
        />
        <IconButton
          small
          label="Show everything"
          icon={Maximize2}
          disabled={asTable}
          onClick={() => setFits(fits + 1)}
        />
        <IconButton
          small
          label={asTable ? 'As a drawing' : 'As a table'}
          keys="t"
          icon={Table2}
          pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
      </div>
      {asTable ? (
        <RunTable run={receipt.run} table="events" label={`Features of ${things}`} />
      ) : (
        <FeaturePlot
          key={`${x} ${y} ${fits}`}
          run={receipt.run}
          block={block}
          x={namedFeature(features, x)}
          y={namedFeature(features, y)}
          nameColumn={nameColumn}
          picks={picks}
          tool={tool}
          onTool={setTool}
        />
      )}
    </div>
  );
}

interface FeatureSelectProps {
  readonly label: string;
  readonly value: string;
  readonly features: readonly Feature[];
  readonly onPick: (name: string) => void;
}

function FeatureSelect({ label, value, features, onPick }: FeatureSelectProps): ReactNode {
  return (
    <Select
      small
      aria-label={label}
      value={value}
      options={features.map((feature) => ({ value: feature.name, label: feature.label }))}
      onPick={onPick}
    />
  );
}

function namedFeature(features: readonly Feature[], name: string): Feature {
  return features.find((feature) => feature.name === name) ?? { name, label: name };
}

function listParam({ params }: RunReceipt, name: string): readonly string[] {
  const value = params[name];
  return typeof value === 'object' ? value : [];
}
