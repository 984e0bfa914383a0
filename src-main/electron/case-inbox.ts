/** Cases that the system asks to open, kept until the window can show them; only the latest counts. */

export interface CaseInbox {
  readonly put: (caseFile: string | undefined) => void;
  /** From now on cases go there; one that came earlier goes at once. */
  readonly deliverTo: (open: (caseFile: string) => void) => void;
}

/** An empty inbox. */
export function createCaseInbox(): CaseInbox {
  let waiting: string | undefined;
  let deliver: ((caseFile: string) => void) | undefined;
  return {
    put: (caseFile) => {
      if (caseFile === undefined) return;
      if (deliver === undefined) waiting = caseFile;
      else deliver(caseFile);
    },
    deliverTo: (open) => {
      deliver = open;
      if (waiting !== undefined) open(waiting);
      waiting = undefined;
    },
  };
}
