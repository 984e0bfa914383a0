/**
 * What only a desktop can do. In a browser the loopback host answers with `not-available` or by a
 * plain path field; views must work with `undefined` in place of a shell.
 */

/** Paths chosen by the user in a native dialog; empty when dismissed. */
export interface Shell {
  pickEvidence(): Promise<readonly string[]>;
  pickCaseToOpen(): Promise<string | undefined>;
  pickCaseToCreate(): Promise<string | undefined>;
  /** Absolute path of a dropped file, '' when it has none. */
  pathOfDropped(file: unknown): string;
}
