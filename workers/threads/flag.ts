/**
 * A shared "please stop": one number that two threads see. Killing a thread would lose its work and
 * its connection; a flag lets it stop at the next safe place.
 */
import { WorkbenchError } from '#contract/errors.ts';

export class StopFlag {
  readonly shared: SharedArrayBuffer;
  private readonly cell: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.shared = shared;
    this.cell = new Int32Array(shared);
  }

  raise(): void {
    Atomics.store(this.cell, 0, 1);
  }

  get raised(): boolean {
    return Atomics.load(this.cell, 0) === 1;
  }

  /** Throws `cancelled` when raised. */
  check(): void {
    if (this.raised) throw cancelled();
  }
}

/** The error of work that the analyst stopped. */
export function cancelled(): WorkbenchError {
  return new WorkbenchError({
    code: 'cancelled',
    message: 'Stopped.',
    hint: 'What was finished is kept; the same command goes on from there.',
  });
}
