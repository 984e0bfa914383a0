/**
 * Which texts are in the case already, by hash. An index of SQLite's over random hashes costs five
 * times as much as writing the texts themselves, so the newest hashes live in a table in memory; when
 * that is full its hashes go to the case in one sorted run, which costs little, and each run has a
 * filter that spares asking it. Memory stays bounded however many texts there are.
 */
import { randomInt } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './case-file.ts';

/** Texts in memory before they become a run: in 2 Mi slots of 12 bytes; sorting them takes as much again. */
const MOST_TEXTS = 1_000_000;
const FIRST_SLOT_BITS = 16;
/** 2 MiB a run, two probes: one in seventy asks in vain. */
const FILTER_BITS = 1 << 24;
/** Evidence can be made to have texts of one hash without end; the rest of them are stored again. */
const MOST_ALIKE = 16;
const TWO_32 = 2 ** 32;

/** Hashes that are in the case, sorted; named by the greatest id among them. */
interface Run {
  readonly run: number;
  readonly filter: Uint8Array;
}

export class TextIndex {
  private readonly db: Sqlite;
  private readonly mostTexts: number;
  private readonly inRun: Statement<[number, number], number>;
  private runs: Run[] = [];
  /** Open addressing; 0 = free. Beside each id the halves of its hash. */
  private slotBits = FIRST_SLOT_BITS;
  private ids = new Int32Array(1 << FIRST_SLOT_BITS);
  private lows = new Uint32Array(1 << FIRST_SLOT_BITS);
  private highs = new Uint32Array(1 << FIRST_SLOT_BITS);
  private count = 0;
  /** A number that evidence cannot know, so that nobody writes texts that all want one slot. */
  private readonly spread = randomInt(2 ** 31) * 2 + 1;

  /** @param mostTexts in memory before they become a run */
  constructor(db: Sqlite, mostTexts = MOST_TEXTS) {
    this.db = db;
    this.mostTexts = mostTexts;
    this.inRun = db
      .prepare<[number, number], number>(
        `SELECT id FROM text_hashes WHERE run = ? AND hash = ? ORDER BY id LIMIT ${MOST_ALIKE}`,
      )
      .pluck();
  }

  /** Reads what the case has. */
  load(): void {
    const names = this.db.prepare<[number], number | null>(
      `SELECT max(run) FROM text_hashes WHERE run < ?`,
    );
    this.runs = [];
    const before = names.pluck();
    for (let run = before.get(Number.MAX_SAFE_INTEGER); typeof run === 'number';) {
      this.runs.unshift({ run, filter: this.filterOf(run) });
      run = before.get(run);
    }
    this.clear();
    const rest = this.db
      .prepare<[number], [number, number]>(`SELECT id, hash FROM texts WHERE id > ? ORDER BY id`)
      .raw();
    for (const [id, hash] of rest.iterate(this.lastRun)) this.add(id, hash);
  }

  /** Ids of texts with this hash, as long as `isIt` says no to them. @returns the id that it is, 0 when there is none */
  find(hash: number, isIt: (id: number) => boolean): number {
    return this.findNew(hash, isIt) || this.findOld(hash, isIt);
  }

  add(id: number, hash: number): void {
    if ((this.count + 1) * 4 > this.ids.length * 3) this.grow();
    this.put(id, hash % TWO_32, Math.floor(hash / TWO_32));
    this.count++;
  }

  /** Makes a run when the table is full; all texts that were added must be in the case by now. */
  settle(lastId: number): void {
    if (this.count < this.mostTexts) return;
    this.db
      .prepare(
        `INSERT INTO text_hashes (run, hash, id) SELECT ?, hash, id FROM texts WHERE id > ? AND id <= ? ORDER BY hash, id`,
      )
      .run(lastId, this.lastRun, lastId);
    this.runs.push({ run: lastId, filter: this.filterOf(lastId) });
    this.clear();
  }

  private get lastRun(): number {
    return this.runs.at(-1)?.run ?? 0;
  }

  private clear(): void {
    this.ids.fill(0);
    this.count = 0;
  }

  private findNew(hash: number, isIt: (id: number) => boolean): number {
    const { ids, lows, highs } = this;
    const mask = ids.length - 1;
    const low = hash % TWO_32;
    const high = Math.floor(hash / TWO_32);
    let alike = 0;
    for (let slot = this.slotOf(low, high); ids[slot] !== 0; slot = (slot + 1) & mask) {
      if (lows[slot] !== low || highs[slot] !== high) continue;
      if (isIt(ids[slot]!)) return ids[slot]!;
      if (++alike === MOST_ALIKE) return 0;
    }
    return 0;
  }

  private findOld(hash: number, isIt: (id: number) => boolean): number {
    for (const { run, filter } of this.runs) {
      if (!probes(hash).every((bit) => (filter[bit >> 3]! & (1 << (bit & 7))) !== 0)) continue;
      const found = this.inRun.all(run, hash).find(isIt);
      if (found !== undefined) return found;
    }
    return 0;
  }

  private filterOf(run: number): Uint8Array {
    const filter = new Uint8Array(FILTER_BITS >> 3);
    const hashes = this.db
      .prepare<[number], number>(`SELECT hash FROM text_hashes WHERE run = ?`)
      .pluck();
    for (const hash of hashes.iterate(run)) {
      for (const bit of probes(hash)) filter[bit >> 3]! |= 1 << (bit & 7);
    }
    return filter;
  }

  private slotOf(low: number, high: number): number {
    return Math.imul(low ^ high, this.spread) >>> (32 - this.slotBits);
  }

  private put(id: number, low: number, high: number): void {
    const mask = this.ids.length - 1;
    let slot = this.slotOf(low, high);
    while (this.ids[slot] !== 0) slot = (slot + 1) & mask;
    this.ids[slot] = id;
    this.lows[slot] = low;
    this.highs[slot] = high;
  }

  private grow(): void {
    const { ids, lows, highs } = this;
    this.slotBits++;
    this.ids = new Int32Array(1 << this.slotBits);
    this.lows = new Uint32Array(1 << this.slotBits);
    this.highs = new Uint32Array(1 << this.slotBits);
    // From behind a free slot on, so that of equal hashes the earlier text is found first again.
    const free = ids.indexOf(0);
    for (let step = 1; step < ids.length; step++) {
      const slot = (free + step) & (ids.length - 1);
      if (ids[slot] !== 0) this.put(ids[slot]!, lows[slot]!, highs[slot]!);
    }
  }
}

function probes(hash: number): readonly number[] {
  return [hash % FILTER_BITS, Math.floor(hash / (1 << 27)) % FILTER_BITS];
}
