/** Gathers processes, tokens and counts of one slice of events, with dictionaries of its own. */
import type { TimeColumn } from '#contract/block.ts';
import { sumEntries } from '#workers/algorithms/sparse-rows.ts';
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { TimeSpans } from './time-spans.ts';
import type { Instant } from './time-spans.ts';

/** How good a label is: lower is better. */
export const LABEL_COMMAND_LINE = 0;
export const LABEL_IMAGE_PATH = 10;
/** See {@link isDevicePath}. */
export const LABEL_DEVICE_PATH = 11;
export const LABEL_NONE = 255;

/** True for `\\Device\\HarddiskVolume2\\…`: a path as drivers know it. */
export function isDevicePath(path: string): boolean {
  return /^\\device\\/i.test(path);
}

/** The first path of a process stays, except that a drive's path is better than a device's. */
export function betterImage(known: string, path: string): string {
  if (path === '') return known;
  return known === '' || (isDevicePath(known) && !isDevicePath(path)) ? path : known;
}

/** Processes of a slice, whether they got rows or were only named; lists of equal length. */
export interface ProcessList {
  readonly keys: readonly string[];
  /** 1 when the key alone names it for good, as a GUID does. */
  readonly lasting: Uint8Array;
  /** Host and process id, '' when unknown. */
  readonly places: readonly string[];
  readonly labels: readonly string[];
  readonly labelRanks: Uint8Array;
  /** Image paths, '' when unknown. */
  readonly images: readonly string[];
  readonly hosts: readonly string[];
  /** Span of their rows. */
  readonly first: TimeColumn;
  readonly last: TimeColumn;
}

/** Features of one slice. Plain data. */
export interface SliceFeatures {
  readonly events: number;
  /** Events that no schema has a place for. */
  readonly skipped: number;
  /** Rows of tokens; a creation gives two. */
  readonly tokenRows: number;
  readonly processes: ProcessList;
  /** Processes that got rows, in order of their first. */
  readonly order: Int32Array;
  readonly kinds: readonly string[];
  /** Kind of each token. */
  readonly tokenKinds: Int32Array;
  readonly tokenValues: readonly string[];
  /** Processes × tokens. */
  readonly counts: SparseRows;
  /** Which event belongs to which process, in order of event. */
  readonly memberEvents: Int32Array;
  readonly memberProcesses: Int32Array;
}

/** How events name a process. */
export interface ProcessName {
  readonly key: string;
  readonly lasting: boolean;
  readonly host: string;
  /** Host and process id, '' when unknown. */
  readonly place: string;
}

interface Draft {
  readonly key: string;
  readonly lasting: boolean;
  host: string;
  place: string;
  label: string;
  labelRank: number;
  image: string;
  hasRows: boolean;
}

export class TokenCollector {
  private readonly processIds = new Map<string, number>();
  private readonly drafts: Draft[] = [];
  private readonly order: number[] = [];
  private readonly spans = new TimeSpans();
  private readonly kinds: string[] = [];
  private readonly tokenIds = new Map<string, Map<string, number>>();
  private readonly tokenKinds: number[] = [];
  private readonly tokenValues: string[] = [];
  private readonly entryProcesses: number[] = [];
  private readonly entryTokens: number[] = [];
  private readonly memberEvents: number[] = [];
  private readonly memberProcesses: number[] = [];
  private tokenRows = 0;
  private current = -1;

  /** Number of a process in this slice. The first host and place that are known stay. */
  process(name: ProcessName): number {
    let id = this.processIds.get(name.key);
    if (id === undefined) {
      id = this.drafts.length;
      this.processIds.set(name.key, id);
      this.drafts.push({ ...name, label: '', labelRank: LABEL_NONE, image: '', hasRows: false });
    } else {
      const draft = this.drafts[id]!;
      if (draft.host === '') draft.host = name.host;
      if (draft.place === '') draft.place = name.place;
    }
    return id;
  }

  /** Number of a token in this slice. */
  token(kind: string, value: string): number {
    let ofKind = this.tokenIds.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.tokenIds.set(kind, ofKind);
      this.kinds.push(kind);
    }
    let id = ofKind.get(value);
    if (id === undefined) {
      id = this.tokenValues.length;
      ofKind.set(value, id);
      this.tokenKinds.push(this.kinds.indexOf(kind));
      this.tokenValues.push(value);
    }
    return id;
  }

  /** Begins a row of tokens: what one event says of one process. */
  row(process: number, event: number, time: Instant): void {
    this.tokenRows++;
    this.current = process;
    this.spans.note(process, time);
    const draft = this.drafts[process]!;
    if (!draft.hasRows) {
      draft.hasRows = true;
      this.order.push(process);
    }
    const last = this.memberEvents.length - 1;
    if (this.memberEvents[last] === event && this.memberProcesses[last] === process) return;
    this.memberEvents.push(event);
    this.memberProcesses.push(process);
  }

  /** Adds a token to the present row. */
  add(token: number): void {
    this.entryProcesses.push(this.current);
    this.entryTokens.push(token);
  }

  /** Proposes a label; the best one stays, among equals the first. Empty text is none. */
  label(process: number, rank: number, text: string | undefined): void {
    const draft = this.drafts[process]!;
    if (text === undefined || text === '' || rank >= draft.labelRank) return;
    draft.label = text;
    draft.labelRank = rank;
  }

  /** Notes the image that a process runs. */
  image(process: number, path: string): void {
    const draft = this.drafts[process]!;
    draft.image = betterImage(draft.image, path);
  }

  /** The features; the collector must not be used afterwards. */
  finish(events: number, skipped: number): SliceFeatures {
    return {
      events,
      skipped,
      tokenRows: this.tokenRows,
      processes: {
        keys: this.drafts.map(({ key }) => key),
        lasting: Uint8Array.from(this.drafts, ({ lasting }) => (lasting ? 1 : 0)),
        places: this.drafts.map(({ place }) => place),
        labels: this.drafts.map(({ label }) => label),
        labelRanks: Uint8Array.from(this.drafts, ({ labelRank }) => labelRank),
        images: this.drafts.map(({ image }) => image),
        hosts: this.drafts.map(({ host }) => host),
        ...this.spans.finish(this.drafts.length),
      },
      order: Int32Array.from(this.order),
      kinds: this.kinds,
      tokenKinds: Int32Array.from(this.tokenKinds),
      tokenValues: this.tokenValues,
      counts: this.counts(),
      memberEvents: Int32Array.from(this.memberEvents),
      memberProcesses: Int32Array.from(this.memberProcesses),
    };
  }

  private counts(): SparseRows {
    const entries = {
      row: Int32Array.from(this.entryProcesses),
      column: Int32Array.from(this.entryTokens),
      value: new Float64Array(this.entryTokens.length).fill(1),
    };
    return sumEntries(entries, this.drafts.length, this.tokenValues.length);
  }
}
