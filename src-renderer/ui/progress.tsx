/** How far: a thin bar, and shares of a whole as a tiny stacked bar. */
import type { ReactNode } from 'react';
import { counted } from './numbers.ts';

interface ProgressBarProps {
  readonly label: string;
  /** 0…1, or -1 when it cannot be known. */
  readonly ratio01: number;
}

/** A progress bar. */
export function ProgressBar({ label, ratio01 }: ProgressBarProps): ReactNode {
  const known = ratio01 >= 0;
  const percent = Math.round(Math.min(1, ratio01) * 100);
  return (
    <div
      className={known ? 'progress' : 'progress unknown'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known ? { 'aria-valuenow': percent } : {})}
    >
      <i style={known ? { width: `${percent}%` } : undefined} />
    </div>
  );
}

export interface Share {
  readonly label: string;
  readonly count: number;
  /** CSS colour. */
  readonly colour: string;
}

/** Shares of a whole; every share that is not zero can be seen. */
export function SharesBar({ shares }: { readonly shares: readonly Share[] }): ReactNode {
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  const words = shares.map(({ label, count }) => `${counted(count, 'record')} ${label}`).join(', ');
  return (
    <span className="sums" role="img" aria-label={words} title={words}>
      {total > 0 &&
        shares
          .filter((share) => share.count > 0)
          .map(({ label, count, colour }) => (
            <i key={label} style={{ flex: `${count} 0 2px`, background: colour }} />
          ))}
    </span>
  );
}
