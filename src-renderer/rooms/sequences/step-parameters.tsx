/** Parameters of the step under the cursor with their probabilities, the least likely first. */
import { useMemo, type ReactNode } from 'react';
import { useAsk } from '../../app/use-ask.ts';
import { blockText } from '../../grid/grid-column.ts';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { setupOf, stepParameters, type StepParameter } from './setup.ts';
import { probabilityText, surpriseLevel, type Step } from './steps.ts';
import { levelColour } from './styles.ts';

interface StepParametersProps {
  readonly run: number;
  readonly step: Step;
}

/** Rows of the model that are looked through. */
const ASKED = 100_000;
const MOST_LISTED = 60;

/** Asks for the setup of the step and for the model beside it. */
export function StepParameters({ run, step }: StepParametersProps): ReactNode {
  const { setup, command } = step;
  const own = useAsk(
    'runs.table',
    setup < 0 ? undefined : { run, table: 'setups', offset: setup, limit: 1 },
  );
  const usual = useAsk('runs.table', { run, table: 'commandParameters', limit: ASKED });
  const values = useAsk('runs.table', { run, table: 'values', limit: ASKED });
  const found = useMemo(() => {
    const [setupBlock, commandParameters] = [own.value?.block, usual.value?.block];
    if (setupBlock === undefined || commandParameters === undefined) return undefined;
    if (own.state !== 'ready') return undefined;
    return stepParameters(command, setupOf(blockText({ block: setupBlock, at: 0 }, 'parameters')), {
      commandParameters,
      values: values.value?.block,
    });
  }, [own.value, own.state, usual.value, values.value, command]);
  const failed = own.error ?? usual.error ?? values.error;
  if (failed !== undefined) return <ErrorNote error={failed} />;
  if (setup < 0) return null;
  if (found === undefined) return <Doing what="Reading parameters" />;
  if (found.length === 0) return <p className="quiet">It has no parameters.</p>;
  return (
    <ul className="step-parameters" aria-label="Parameters">
      {found.slice(0, MOST_LISTED).map((each) => (
        <Parameter key={`${each.parameter} ${each.isPresent}`} of={each} />
      ))}
      {found.length > MOST_LISTED && (
        <li className="quiet">and {counted(found.length - MOST_LISTED, 'more', 'more')}</li>
      )}
    </ul>
  );
}

function Parameter({ of }: { readonly of: StepParameter }): ReactNode {
  const { parameter, isPresent, probability, value, valueProbability } = of;
  return (
    <li title={spelledOut(`${parameter} ${value ?? ''}`.slice(0, 2000))}>
      <Probability share={isPresent ? probability : 1 - probability} />
      <span className={isPresent ? 'step-parameter' : 'step-parameter missing'}>
        <span className="mono">
          <VisibleText text={parameter.slice(0, 200)} />
        </span>
        {!isPresent && <span className="quiet"> is missing here</span>}
        {value !== undefined && (
          <span className="mono quiet">
            {' = '}
            {value === '' ? 'empty' : <VisibleText text={value.slice(0, 300)} />}
          </span>
        )}
      </span>
      {value !== undefined && value !== '' && <Probability share={valueProbability} />}
    </li>
  );
}

/** A share with a dot in the colour of how rare it is. */
function Probability({ share }: { readonly share: number }): ReactNode {
  const level = Number.isNaN(share) ? 4 : surpriseLevel(-Math.log2(share));
  return (
    <span className="mono probability">
      {level > 0 && <i style={{ background: levelColour(level) }} aria-hidden />}
      {Number.isNaN(share) ? 'new' : probabilityText(share)}
    </span>
  );
}
