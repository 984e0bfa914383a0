/**
 * Keeps what was dear to make, least recently used out first, within a budget of bytes: columns,
 * sort orders, answers. A map remembers the order of insertion, so a hit is put in again.
 */

interface Entry<T> {
  readonly value: T;
  readonly sizeBytes: number;
}

export class ByteCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly budgetBytes: number;
  private usedBytes = 0;

  constructor(budgetBytes: number) {
    this.budgetBytes = budgetBytes;
  }

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** Keeps a value; others leave until it fits. The newest stays even when it alone is too large. */
  set(key: string, value: T, sizeBytes: number): void {
    this.delete(key);
    this.entries.set(key, { value, sizeBytes });
    this.usedBytes += sizeBytes;
    for (const oldest of this.entries.keys()) {
      if (this.usedBytes <= this.budgetBytes || oldest === key) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.usedBytes -= entry.sizeBytes;
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.usedBytes = 0;
  }
}
