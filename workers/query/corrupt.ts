/** For parts of a case that contradict one another: damage or deceit, never a fault of ours. */
import { WorkbenchError } from '#contract/errors.ts';

/** @param what does not hold, as a sentence */
export function corruptCase(what: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    {
      code: 'case-corrupt',
      message: what,
      hint: 'Run "loupe verify" on the case; a copy or the evidence itself may be whole.',
    },
    { cause },
  );
}
