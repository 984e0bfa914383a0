/** Columns of the table of sessions: keys one by one, scores as bars, windows in words. */
import type { ReactNode } from 'react';
import { blockNumber, blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { durationText, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { countColumn } from '../cluster-columns.ts';
import { blockColumn } from '../run-columns.ts';
import { chanceText, likelihoodText, scoreLevel } from './metrics.ts';
import { keysOf, parsed } from './session-page.ts';
import { levelColour } from './styles.ts';

/** Shown until the analyst chooses others. */
export const usualColumns: readonly string[] = [
  'rank',
  'score',
  'start',
  'durationSeconds',
  'events',
  'rarest',
  'percentile',
];

/** All columns that there are, in their usual order; keys have `key `s before their names. */
export function sessionColumns(
  zone: string,
  keys: readonly string[],
): readonly GridColumn<BlockRow>[] {
  return [
    { ...countColumn('rank', 'Rank', 72) },
    scoreColumn(),
    ...keys.map(keyCell),
    {
      id: 'rarest',
      label: 'Rarest step',
      widthPx: 330,
      sortable: true,
      text: (row) => blockText(row, 'rarest'),
    },
    blockColumn('start', 'time', zone, { label: 'Start', widthPx: 188 }),
    {
      ...countColumn('durationSeconds', 'Duration', 104),
      text: (row) => durationText(blockNumber(row, 'durationSeconds') * 1000),
      hint: (row) => `${exactNumber(blockNumber(row, 'durationSeconds'))} seconds`,
    },
    countColumn('events', 'Commands', 112),
    percentileColumn(),
    windowColumn('rarestWindow', 'Rarest window'),
    windowColumn('rarestWindow2', 'Rarest 2'),
    windowColumn('rarestWindow3', 'Rarest 3'),
    likelihoodColumn(),
    {
      ...countColumn('likelihoodGeometricMean', 'Likelihood a step', 116),
      text: (row) => likelihoodText(blockNumber(row, 'likelihoodGeometricMean')),
    },
    {
      ...countColumn('bitsPerStep', 'Bits a step', 88),
      text: (row) => twoDigits(blockNumber(row, 'bitsPerStep')),
    },
    countColumn('distinctCommands', 'Distinct commands', 124),
    blockColumn('band', 'text', zone, { label: 'Length', widthPx: 140, mono: false }),
    blockColumn('end', 'time', zone, { label: 'End', widthPx: 188 }),
    {
      ...countColumn('fold', 'Held out', 76),
      text: (row) => {
        const fold = blockNumber(row, 'fold');
        return fold < 0 ? undefined : String(fold);
      },
    },
    countColumn('session', 'Session', 76),
  ];
}

function twoDigits(value: number): string | undefined {
  return Number.isNaN(value) ? undefined : value.toFixed(2);
}

function scoreColumn(): GridColumn<BlockRow> {
  return {
    ...countColumn('score', 'Score', 104),
    text: (row) => twoDigits(blockNumber(row, 'score')),
    hint: (row) => {
      const score = blockNumber(row, 'score');
      return `${exactNumber(score)}: ${chanceText(score)} has so surprising a run of steps`;
    },
    render: (row) => <ScoreCell score={blockNumber(row, 'score')} />,
  };
}

/** Longest bar. */
const FULL_SCORE = 6;

/** A number on its bar, coloured by what it means. */
export function ScoreCell({ score }: { readonly score: number }): ReactNode {
  const share = Math.min(1, Math.max(0, score / FULL_SCORE));
  return (
    <span className="score-cell">
      <i
        style={{ width: `${share * 100}%`, background: levelColour(scoreLevel(score)) }}
        aria-hidden
      />
      <span>{twoDigits(score)}</span>
    </span>
  );
}

function keyCell(name: string): GridColumn<BlockRow> {
  const value = (row: BlockRow): string | undefined =>
    keysOf(blockText(row, 'keys')).find(([key]) => key === name)?.[1];
  return {
    id: `key ${name}`,
    label: spelledOut(name),
    widthPx: 156,
    mono: true,
    text: value,
    render: (row) => <VisibleText text={value(row)?.slice(0, 300)} />,
  };
}

function percentileColumn(): GridColumn<BlockRow> {
  return {
    ...countColumn('percentile', 'Percentile', 92),
    text: (row) => {
      const percentile = blockNumber(row, 'percentile');
      return Number.isNaN(percentile) ? undefined : `${percentile.toFixed(1)} %`;
    },
    hint: (row) =>
      `Share of the sessions of ${blockText(row, 'band') ?? 'its length'} with a lower score`,
  };
}

function windowColumn(id: string, label: string): GridColumn<BlockRow> {
  return {
    ...countColumn(id, label, 128),
    text: (row) => {
      const window = windowIn(blockText(row, id));
      return window === undefined ? 'not scored' : likelihoodText(window.likelihood);
    },
    hint: (row) => {
      const commands = windowIn(blockText(row, id))?.commands.join(' → ').slice(0, 2000);
      return commands === undefined
        ? 'The session is shorter than the window'
        : spelledOut(commands);
    },
  };
}

/** A window with the names of its commands. */
function windowIn(
  json: string | undefined,
): { readonly likelihood: number; readonly commands: readonly string[] } | undefined {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const own = new Map(Object.entries(value));
  const likelihood: unknown = own.get('likelihood');
  const commands: unknown = own.get('commands');
  if (typeof likelihood !== 'number') return undefined;
  return { likelihood, commands: Array.isArray(commands) ? commands.map(String) : [] };
}

/** Sorted by its logarithm, which does not underflow. */
function likelihoodColumn(): GridColumn<BlockRow> {
  return {
    ...countColumn('logLikelihood', 'Likelihood', 108),
    text: (row) => {
      const log10 = blockNumber(row, 'logLikelihood');
      return Number.isNaN(log10) ? 'not scored' : likelihoodText(10 ** log10, log10);
    },
    hint: (row) => `10 to the power of ${exactNumber(blockNumber(row, 'logLikelihood'))}`,
  };
}
