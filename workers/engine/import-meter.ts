/** How far an import is: bytes of all files, records, rate and time left. The clock is for the screen only. */
import path from 'node:path';
import type { FoundFile } from '#workers/threads/source-offer.ts';
import type { JobHandle } from './jobs.ts';

/** Weight of the newest rate in the running one. */
const FRESH = 0.2;

export class ImportMeter {
  private readonly job: JobHandle;
  private readonly totalBytes: number;
  private readonly begunAtMs = performance.now();
  private filesBytes = 0;
  private fileBytes = 0;
  private records = 0;
  private rejected = 0;
  private rate = 0;
  private lastAtMs = this.begunAtMs;

  constructor(job: JobHandle, found: readonly FoundFile[]) {
    this.job = job;
    this.totalBytes = found.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  }

  beginFile(file: string): void {
    this.job.progress({ stage: `Reading ${path.basename(file)}`, totalBytes: this.totalBytes });
  }

  /** A batch is in the case; `readBytes` of the present file are read. */
  batch(records: number, rejected: number, readBytes: number): void {
    const now = performance.now();
    const seconds = Math.max((now - this.lastAtMs) / 1000, 0.001);
    const fresh = (records + rejected) / seconds;
    this.rate = this.records === 0 ? fresh : this.rate * (1 - FRESH) + fresh * FRESH;
    this.lastAtMs = now;
    this.records += records;
    this.rejected += rejected;
    this.fileBytes = readBytes;
    this.tell();
  }

  endFile(sizeBytes: number): void {
    this.filesBytes += sizeBytes;
    this.fileBytes = 0;
    this.tell();
  }

  private tell(): void {
    const doneBytes = Math.min(this.filesBytes + this.fileBytes, this.totalBytes);
    const ratio01 = this.totalBytes === 0 ? -1 : doneBytes / this.totalBytes;
    const elapsed = (performance.now() - this.begunAtMs) / 1000;
    this.job.progress({
      doneBytes,
      totalBytes: this.totalBytes,
      records: this.records,
      rejected: this.rejected,
      ratio01,
      recordsPerSecond: Math.round(this.rate),
      secondsLeft: ratio01 > 0.01 ? Math.round((elapsed / ratio01) * (1 - ratio01)) : -1,
    });
  }
}
