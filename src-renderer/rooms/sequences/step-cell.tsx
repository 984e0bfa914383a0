/** One step of the strip: how likely it was to come here from the command before, then the command. */
import type { ReactNode } from 'react';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { durationText, shortNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { zonedText } from '../../ui/zoned-time.ts';
import {
  countsText,
  probabilityText,
  surprise01,
  surpriseLevel,
  type Step,
  type Transition,
} from './steps.ts';
import { levelColour } from './styles.ts';

interface StepCellProps {
  readonly id: string;
  readonly step: Step;
  readonly from: string;
  readonly timeUs: number;
  /** Time of the command before; NaN for the first. */
  readonly beforeUs: number;
  readonly zone: string;
  readonly isCursor: boolean;
  readonly isRarest: boolean;
  /** Part of the rarest window: 'start', 'inside' or ''. */
  readonly window: string;
  readonly onClick: () => void;
  readonly onOpen: () => void;
}

/** A transition and its command. */
export function StepCell(props: StepCellProps): ReactNode {
  const { id, step, from, isCursor, isRarest, window, onClick, onOpen } = props;
  const classes = [
    'step',
    isCursor ? 'cursor' : '',
    window === '' ? '' : 'in-window',
    window === 'start' ? 'window-start' : '',
  ];
  return (
    <div
      id={id}
      role="option"
      aria-selected={isCursor}
      className={classes.join(' ')}
      onClick={onClick}
      onDoubleClick={onOpen}
    >
      <TransitionMark transition={step.into} from={from} to={step.command} isRarest={isRarest} />
      <div className="step-command" title={spelledOut(step.command.slice(0, 2000))}>
        <span className="mono step-name">
          <VisibleText text={step.command.slice(0, 200)} />
        </span>
        <span className="mono quiet step-time cut">
          <StepTime {...props} />
        </span>
      </div>
    </div>
  );
}

/** Clock of the day, and how long after the command before. */
function StepTime({ timeUs, beforeUs, zone }: StepCellProps): ReactNode {
  if (Number.isNaN(timeUs)) return null;
  const gapMs = (timeUs - beforeUs) / 1000;
  return (
    <>
      {zonedText(timeUs, zone).slice(11)}
      {!Number.isNaN(gapMs) && gapMs >= 0 && ` +${durationText(gapMs)}`}
    </>
  );
}

interface EndCellProps {
  readonly transition: Transition;
  readonly from: string;
  readonly isRarest: boolean;
}

/** The step to the session's end. */
export function EndCell({ transition, from, isRarest }: EndCellProps): ReactNode {
  return (
    <div className="step step-end" role="presentation">
      <TransitionMark transition={transition} from={from} to="the end" isRarest={isRarest} />
      <div className="step-command quiet">end</div>
    </div>
  );
}

interface TransitionMarkProps {
  readonly transition: Transition | undefined;
  readonly from: string;
  readonly to: string;
  readonly isRarest: boolean;
}

/** Probability in words and as a bar that grows with surprise. */
function TransitionMark({ transition, from, to, isRarest }: TransitionMarkProps): ReactNode {
  if (transition === undefined) return <div className="step-into" />;
  const { bits, probability, count, fromCount } = transition;
  const level = surpriseLevel(bits);
  const words = `${to} after ${from}: ${countsText(transition)}; ${bits.toFixed(1)} bits of surprise`;
  return (
    <div className={isRarest ? 'step-into rarest' : 'step-into'} title={spelledOut(words)}>
      <span className={level >= 3 ? 'mono standing-out' : 'mono'}>
        {count === 0 ? 'never' : probabilityText(probability)}
      </span>
      <i className="step-bar" aria-hidden>
        <i style={{ width: `${surprise01(bits) * 100}%`, background: levelColour(level) }} />
      </i>
      <span className="mono quiet">
        {shortNumber(count)} of {shortNumber(fromCount)}
      </span>
    </div>
  );
}
