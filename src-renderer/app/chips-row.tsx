/** What the view is narrowed to, each part visible and removable, and what remains. */
import { Ban, Redo2, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { spelledOut } from '../ui/control-glyphs.ts';
import type { Chip } from '#contract/scope.ts';
import { IconButton } from '../ui/button.tsx';
import { exactNumber, shortNumber } from '../ui/numbers.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { chipHint, chipText } from './chip-text.ts';
import { useAsk } from './use-ask.ts';
import { useSettings } from './use-case.ts';
import { useScope } from './use-scope.ts';

/** 32 px under the bar. */
export function ChipsRow(): ReactNode {
  const { scope, undo, redo, canUndo, canRedo, removeChip, invertChip } = useScope();
  return (
    <div className="chips-row">
      <IconButton small label="Undo" keys="Mod+Z" icon={Undo2} disabled={!canUndo} onClick={undo} />
      <IconButton
        small
        label="Redo"
        keys="Shift+Mod+Z"
        icon={Redo2}
        disabled={!canRedo}
        onClick={redo}
      />
      <ul className="chips" aria-label="Filters">
        {scope.chips.map((chip, at) => (
          <ChipView
            key={`${at} ${chip.label}`}
            chip={chip}
            onRemove={() => removeChip(at)}
            onInvert={() => invertChip(at)}
          />
        ))}
        {scope.chips.length === 0 && (
          <li className="faint">
            {scope.query === '' ? 'No filters: all events' : 'No filters beside the query'}
          </li>
        )}
      </ul>
      <ScopeCount />
    </div>
  );
}

interface ChipViewProps {
  readonly chip: Chip;
  readonly onRemove: () => void;
  readonly onInvert: () => void;
}

function ChipView({ chip, onRemove, onInvert }: ChipViewProps): ReactNode {
  const { zone } = useSettings();
  const text = chipText(chip, zone);
  const not = chip.not === true;
  return (
    <li className={not ? 'chip not' : 'chip'}>
      <Tooltip label={chipHint(chip, zone)}>
        <button type="button" className="chip-text" aria-pressed={not} onClick={onInvert}>
          {not && <Ban size={12} aria-hidden />}
          <span className="cut">
            {not && <span className="quiet">not </span>}
            <VisibleText text={text} />
          </span>
        </button>
      </Tooltip>
      <button
        type="button"
        className="chip-remove"
        aria-label={`Remove ${spelledOut(text)}`}
        onClick={onRemove}
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}

function ScopeCount(): ReactNode {
  const { scope } = useScope();
  const { value, state } = useAsk('events.count', { scope });
  if (value === undefined) {
    return <span className="chips-count quiet">{state === 'failed' ? '–' : 'counting'}</span>;
  }
  const { total, all } = value;
  const exact = `${exactNumber(total)} of ${exactNumber(all)} events`;
  return (
    <span className={state === 'loading' ? 'chips-count quiet' : 'chips-count'} title={exact}>
      {total === all ? (
        `${exactNumber(all)} events`
      ) : (
        <>
          {exactNumber(total)} <span className="quiet">of {shortNumber(all)}</span>
        </>
      )}
    </span>
  );
}
