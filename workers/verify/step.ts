/** A verification goes on in small steps, so that it can be watched and stopped between any two. */
import type { VerifyCheck } from '#contract/verify.ts';

export type VerifyStep =
  | { readonly kind: 'progress'; readonly stage: string; readonly ratio01: number }
  | { readonly kind: 'check'; readonly check: VerifyCheck };

/** What does not hold, the first few in words and the rest as a number. */
export class Faults {
  private readonly told: string[] = [];
  private count = 0;

  add(fault: string): void {
    this.count++;
    if (this.told.length < MOST_TOLD) this.told.push(fault);
  }

  get none(): boolean {
    return this.count === 0;
  }

  /** The check; `sound` is its detail when nothing was found. */
  check(name: string, sound: string): VerifyStep {
    const more = this.count > this.told.length ? ` And ${this.count - this.told.length} more.` : '';
    const detail = this.none ? sound : this.told.join(' ') + more;
    return { kind: 'check', check: { name, ok: this.none, detail } };
  }
}

const MOST_TOLD = 5;

/** A step that only says how far it is. */
export function progress(stage: string, ratio01: number): VerifyStep {
  return { kind: 'progress', stage, ratio01 };
}

/** `3 events`, `1 event`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
