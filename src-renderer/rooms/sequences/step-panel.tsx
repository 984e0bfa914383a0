/** The step under the cursor in words: how rare it was here, and its parameters and values. */
import { PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { StepParameters } from './step-parameters.tsx';
import { countsText, probabilityText, type Step, type Transition } from './steps.ts';

interface StepPanelProps {
  readonly run: number;
  readonly step: Step;
  readonly before: Step | undefined;
  /** To the session's end, for its last command. */
  readonly end: Transition | undefined;
  readonly hasParameters: boolean;
  readonly onOpen: () => void;
}

/** Right of the strip. */
export function StepPanel(props: StepPanelProps): ReactNode {
  const { run, step, before, end, hasParameters, onOpen } = props;
  return (
    <aside className="step-panel" aria-label="Step">
      <header>
        <span className="cut">
          <span className="quiet">{exactNumber(step.position + 1)}</span>{' '}
          <span className="mono">
            <VisibleText text={step.command.slice(0, 300)} />
          </span>
        </span>
        <Button small variant="bare" icon={PanelRightOpen} onClick={onOpen} title="Enter">
          Event
        </Button>
      </header>
      {step.into !== undefined && (
        <TransitionWords
          transition={step.into}
          from={before?.command}
          hasParameters={hasParameters}
        />
      )}
      {end !== undefined && (
        <p className="quiet">
          Then the end: {countsText(end)}, {probabilityText(end.probability)}.
        </p>
      )}
      {hasParameters && <StepParameters run={run} step={step} />}
    </aside>
  );
}

interface TransitionWordsProps {
  readonly transition: Transition;
  readonly from: string | undefined;
  readonly hasParameters: boolean;
}

function TransitionWords({ transition, from, hasParameters }: TransitionWordsProps): ReactNode {
  const { bits, probability, parametersProbability } = transition;
  return (
    <p>
      {from === undefined ? (
        'As the first command'
      ) : (
        <>
          After{' '}
          <span className="mono">
            <VisibleText text={from.slice(0, 200)} />
          </span>
        </>
      )}
      : <span className="mono">{countsText(transition)}</span>{' '}
      <span className="quiet">
        ({probabilityText(probability)}, {bits.toFixed(1)} bits)
      </span>
      {hasParameters && !Number.isNaN(parametersProbability) && (
        <span className="quiet">. Its parameters: {probabilityText(parametersProbability)}</span>
      )}
      .
    </p>
  );
}
