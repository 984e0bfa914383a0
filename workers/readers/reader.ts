/**
 * The shape of a reader. A reader is data plus three pure steps: `sniff` says from the first bytes
 * whether the content is its own, `prepare` learns once per evidence what every chunk needs (CSV
 * header, layout, zone rule), `parse` turns one chunk into records. Sniffing and preparing happen
 * where the evidence is opened; parsing happens in pool workers, many chunks at once, so nothing
 * may be carried from chunk to chunk but the prepared state.
 */
import type { BatchBuilder, DocumentKind } from '#workers/batch/builder.ts';
import type { ZoneRule } from '#contract/time.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';

/** What is known of evidence before it is read. */
export interface Head {
  /** First bytes of the unpacked content, up to 256 KiB; all of it when it is shorter. */
  readonly bytes: Uint8Array;
  /** True when `bytes` is the whole content. */
  readonly whole: boolean;
  /** UTF-8 text of `bytes` when it is text (UTF-16 and BOMs already resolved), else undefined. */
  readonly text: string | undefined;
  /** File or member name. A last resort and for year inference only: content decides. */
  readonly name: string;
  /** Milliseconds since the epoch of the file's last change, NaN when unknown. */
  readonly mtimeMs: number;
}

/**
 * How sure a reader is that the content is its own. `certain` by magic or unmistakable structure;
 * `likely` by header or keys; `possible` for catch-alls. Highest wins, registry order breaks ties.
 */
export type Certainty = 'certain' | 'likely' | 'possible' | 'no';

/** How the byte stream may be cut. Cutting is done by `framing/<kind>.ts`, once per kind. */
export type Framing =
  | 'lines'
  | 'json-array'
  | 'csv'
  | 'evtx'
  | 'whole'
  | 'syslog'
  | 'auditd'
  | 'zeek'
  | 'windows-xml'
  | 'parquet';

/** Options of the analyst for one import. */
export interface ReadOptions {
  /** IANA zone for times that carry none; undefined: ask or assume UTC with a problem noted. */
  readonly timeZone: string | undefined;
  /** Also what is no part of the log any more: deleted records, slack. They are marked by problems. */
  readonly recover: boolean;
  /** A mapping profile, already parsed; undefined: none. */
  readonly mapping: unknown;
  /** How dates such as 7/8/2019 are read; absent: as the evidence itself tells. */
  readonly dateOrder?: DateOrder | undefined;
  /** Year of the first record, for logs whose times have none; absent: told by the file's last change. */
  readonly year?: number | undefined;
}

/** What `prepare` found. Must survive a structured clone: it travels to every worker. */
export interface Prepared {
  readonly framing: Framing;
  /** Bytes at the beginning that are no records: BOM, CSV header, EVTX file header. */
  readonly skipBytes: number;
  /** Lines in those bytes, so that line numbers stay true. */
  readonly skipLines: number;
  readonly zone: ZoneRule;
  /** Whatever the reader's parse needs, plain data. */
  readonly state: unknown;
  /** Things worth telling about the evidence as a whole (dirty flag, assumed zone …). */
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly locator: string;
  }[];
}

/**
 * A look through the evidence before it is read, for a question that the head leaves open and that
 * decides how everything is read. Chunks are as they will be parsed.
 */
export interface Study {
  /** @returns true when the question is answered and nothing more need be looked at */
  look(chunk: Chunk): boolean;
  /**
   * What is known now, in place of what was prepared.
   * @param seen how much was looked at, e.g. ' in its first 128 MiB', '' = as far as it mattered
   */
  conclude(seen: string): Prepared;
}

/** A piece of evidence that starts and ends at record borders. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** Offset of `bytes[0]` in the unpacked (and, for UTF-16, transcoded to UTF-8) content. */
  readonly offset: number;
  /** Number of the first line in `bytes`, counted from 1; -1 when lines have no meaning. */
  readonly firstLine: number;
  /** Line ends in `bytes`; absent when lines have no meaning. */
  readonly lines?: number;
  /** Set when a single record is longer than the limit: its true length; `bytes` holds only its beginning and it is rejected. */
  readonly oversizeBytes?: number;
  /** What the cutter knows from before the chunk and its records need; plain data of the framing. */
  readonly context?: unknown;
}

/** A field of a record in words, for the details pane and for queries on uncommon fields. */
export interface DocumentField {
  readonly name: string;
  readonly value: string;
}

/** A place in a kept record where it says a time. */
export interface WrittenTime {
  /** The evidence's own name of it. */
  readonly field: string;
  /** The exact text. */
  readonly text: string;
  /** Microseconds that the reader took it for, where the text alone does not say: no year, seconds from somewhere. */
  readonly timeUs?: number;
  /** What the text means in a form that everybody reads, where it is in none: the days of a spreadsheet. */
  readonly readAs?: string;
  /** Zone that the record names beside it, IANA or '' and its like for UTC. */
  readonly zone?: string;
  /** In words, where the evidence's zone rule does not say it. */
  readonly zoneRule?: string;
}

/**
 * One supported format as the list of formats shows it: a reader, a layout of JSON records, a profile
 * of CSV columns. Declared beside its code; the README's table is made of these.
 */
export interface FormatCard {
  /** Stable, kebab-case, e.g. `evtx`, `evtxecmd-csv`, `plaso-l2tcsv`. */
  readonly id: string;
  /** "EvtxECmd CSV (KAPE)". */
  readonly label: string;
  /** What gives it away: magic, header names, keys. */
  readonly knownBy: string;
  /** Where its times are and how they are read. */
  readonly times: string;
}

/** How the fields of a format are offered for mapping by hand. */
export interface FieldMapper {
  /** What a mapping for it is called. */
  readonly format: 'csv' | 'json';
  /** Fields of the first records in order with the values that are there; `seen`: records looked at. */
  sample(head: Head): {
    readonly seen: number;
    readonly fields: ReadonlyMap<string, readonly string[]>;
  };
  /** True when prepared state follows no known layout, so that meaning is guessed. */
  isUnknown(state: unknown): boolean;
}

export interface Reader {
  /** Format id as printed and as `--format` takes it, e.g. `evtx`, `json-lines`. */
  readonly id: string;
  /** "Windows event log (EVTX)". */
  readonly label: string;
  /** Raised when the same bytes would give other records. */
  readonly version: number;
  /** The formats that it reads, in the order in which they are tried. */
  readonly cards: readonly FormatCard[];
  /** Id of the card that prepared state follows. */
  cardOf(state: unknown): string;
  /** Set for formats whose fields can be mapped by hand. */
  readonly mapper?: FieldMapper;
  /** How its documents look to the text index. */
  readonly documents: DocumentKind;
  sniff(head: Head): Certainty;
  /** Throws a WorkbenchError (`unknown-format`, `damaged`) when the content cannot be this format after all. */
  prepare(head: Head, options: ReadOptions): Prepared;
  /** What must be looked for in the whole evidence first; undefined: nothing, as a rule. */
  study?(prepared: Prepared): Study | undefined;
  /** Adds every record of the chunk to the builder, or rejects it there with a reason. Never throws for bad records. */
  parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void;
  /**
   * Fields of a kept document under the evidence's own names; the document is what `parse` handed
   * to the builder. `state` as prepared.
   */
  fields(document: string, state: unknown): readonly DocumentField[];
  /**
   * Where a kept document says its times, the one it was read by first. Without it all of its fields
   * are tried; only formats whose fields do not hold the time as it was read need it.
   */
  times?(document: string, state: unknown): readonly WrittenTime[];
}
