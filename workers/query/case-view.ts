/**
 * Everything that answers about one open case share: what is known of its rows, columns in memory,
 * the dictionary, the records. Brought up to date at the beginning of each question; inside a
 * question the case stands still.
 */
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { readDocuments } from '#workers/case-file/read-documents.ts';
import {
  readEvidence,
  type EvidenceReader,
  type EvidenceSource,
} from '#workers/case-file/read-evidence.ts';
import { readRuns, type RunsReader } from '#workers/case-file/read-runs.ts';
import { readSegments, type SegmentsReader } from '#workers/case-file/read-segments.ts';
import { dataVersion } from '#workers/case-file/read-snapshot.ts';
import { readTerms, type TermsReader } from '#workers/case-file/read-terms.ts';
import { readTexts, type TextsReader } from '#workers/case-file/read-texts.ts';
import { listClockRules } from '#workers/case-file/clock-repository.ts';
import { HostClocks } from './clocks.ts';
import { ColumnStore } from './columns/column-store.ts';
import { SegmentTable } from './columns/segment-table.ts';
import { EventPlaces } from './event-places.ts';
import { Records, type FindReader } from './records.ts';
import { TextDictionary } from './text/dictionary.ts';

export interface ViewOptions {
  readonly findReader: FindReader;
  /** Called often in long scans; throws when the asker gave up. */
  readonly checkCancelled: () => void;
  /** Budget for columns and sort orders, bytes. */
  readonly columnBytes: number;
}

export class CaseView {
  readonly table: SegmentTable;
  readonly clocks: HostClocks;
  readonly columns: ColumnStore;
  readonly records: Records;
  readonly segments: SegmentsReader;
  readonly events: EventPlaces;
  readonly evidence: EvidenceReader;
  readonly runs: RunsReader;
  readonly terms: TermsReader;
  readonly texts: TextsReader;
  readonly checkCancelled: () => void;
  /** Grows with every change of the case; what is derived from it carries this number. */
  generation = 0;
  /** Grows when what was known of rows no longer holds. */
  era = 0;
  private readonly db: Sqlite;
  private readonly words: TextDictionary;
  private sourceList: readonly EvidenceSource[] = [];
  private seenVersion = -1;

  constructor(db: Sqlite, options: ViewOptions) {
    this.db = db;
    this.checkCancelled = options.checkCancelled;
    this.segments = readSegments(db);
    this.evidence = readEvidence(db);
    this.runs = readRuns(db);
    this.terms = readTerms(db);
    this.texts = readTexts(db);
    this.table = new SegmentTable(this.segments);
    this.clocks = new HostClocks(this.texts);
    this.events = new EventPlaces(this.segments, this.table);
    this.columns = new ColumnStore(this.segments, this.table, this.clocks, options.columnBytes);
    this.records = new Records(readDocuments(db), this.table, options.findReader);
    this.words = new TextDictionary(this.texts);
  }

  /** Takes in what was committed since; to be called inside a snapshot. */
  refresh(): void {
    const version = dataVersion(this.db);
    if (version === this.seenVersion) return;
    const sources = this.evidence.sources();
    const replaced =
      this.table.refresh() === 'replaced' || !sources.every((source) => this.isAsKnown(source));
    if (replaced) this.startOver();
    this.followClocks();
    this.sourceList = sources;
    this.records.refresh(sources);
    this.generation++;
    this.seenVersion = version;
  }

  /** Evidence in the order in which it was given. */
  get sources(): readonly EvidenceSource[] {
    return this.sourceList;
  }

  /** The dictionary with all texts that rows may point to. */
  get dictionary(): TextDictionary {
    this.words.refresh();
    return this.words;
  }

  /** Other rules are other times: answers that rest on them are made anew. */
  private followClocks(): void {
    if (!this.clocks.set(listClockRules(this.db))) return;
    this.columns.forgetTimes();
    this.era++;
  }

  private startOver(): void {
    this.columns.clear();
    this.events.clear();
    this.records.clear();
    this.era++;
  }

  /** False when an id now names other evidence: it was taken out and the id given out again. */
  private isAsKnown(source: EvidenceSource): boolean {
    const known = this.sourceList.find(({ id }) => id === source.id);
    if (known === undefined) return true;
    const { path, member, containerSha256, readerState } = source;
    return (
      known.path === path &&
      known.member === member &&
      known.containerSha256 === containerSha256 &&
      known.readerState === readerState
    );
  }
}
