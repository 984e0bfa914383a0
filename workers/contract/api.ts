/**
 * The one table of requests: name → how its input is checked at the door and what it answers.
 * Hosts check inputs with these schemas once; inside, types are trusted. Views import types only.
 */
import { z } from 'zod';
import type { ColumnBlock } from './block.ts';
import { MAX_CLOCK_OFFSET_US } from './clocks.ts';
import type { ClockRule, Clocks } from './clocks.ts';
import type { Evidence, EvidenceRemoval, Format, Reject } from './evidence.ts';
import type { Job, JobId } from './jobs.ts';
import type { ImportPreview, ImportSurvey, KnownMapping } from './mapping.ts';
import type { RoomContract } from './rooms/room.ts';
import type { RoomId } from './rooms/index.ts';
import { roomIds } from './rooms/index.ts';
import type { RunReceipt } from './runs.ts';
import { scopeSchema } from './scope.ts';

/** Manifest and counts, the command line's `info`. */
export interface CaseInfo {
  readonly case: string;
  readonly formatVersion: number;
  readonly sizeBytes: number;
  readonly events: number;
  readonly firstTime: string;
  readonly lastTime: string;
  readonly evidence: readonly Evidence[];
  readonly counts: {
    readonly byEventCode: Readonly<Record<string, number>>;
    readonly byProvider: Readonly<Record<string, number>>;
    readonly byHost: Readonly<Record<string, number>>;
  };
  readonly runs: readonly {
    readonly id: number;
    readonly room: RoomId;
    readonly createdAt: string;
  }[];
  /** Corrections of hosts' clocks; first and last time above are as stored. */
  readonly clockRules: readonly ClockRule[];
  /** True when another program holds the case for writing, or the file may not be written. */
  readonly readOnly: boolean;
  /** Why it is read-only, in words; '' otherwise. */
  readonly readOnlyReason: string;
  /** Grows with every committed change, see Notice `case`. */
  readonly revision: number;
}

/** Answer of an import; one Evidence per file or member met this time. */
export interface ImportResult {
  readonly case: string;
  readonly evidence: readonly Evidence[];
  readonly totals: {
    readonly recordsSeen: number;
    readonly imported: number;
    readonly rejected: number;
    readonly duplicates: number;
  };
  readonly durationMs: number;
}

/** Rows of the grid. `block` has the asked columns; `total` counts all events of the scope. */
export interface EventPage {
  readonly total: number;
  readonly offset: number;
  readonly block: ColumnBlock;
}

/** How an event came to its time. */
export interface EventTime {
  /** As stored, uncorrected: ISO 8601 in UTC; '' when the event has none. */
  readonly stored: string;
  /** The exact text of the evidence and the record's field it stands in; '' when it was not found there. */
  readonly text: string;
  readonly field: string;
  /** In words: "no zone in the evidence; read as Europe/Berlin by your choice". */
  readonly zoneRule: string;
  /** In words: "whole seconds", "100 ns". */
  readonly precision: string;
  /** The rule that corrects the host's clock; absent when there is none. */
  readonly correction?: ClockRule;
}

/** One event with all it has and where it lies. */
export interface EventDetail {
  readonly id: number;
  readonly time: EventTime;
  /** ECS columns first, then every other field under its own name, in the record's order. */
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly group: 'ecs' | 'record';
  }[];
  /** The record as kept in the case: JSON text, CSV row, …; for EVTX our rendering of it. */
  readonly document: string;
  readonly provenance: {
    readonly evidence: number;
    readonly path: string;
    readonly member: string;
    readonly sha256: string;
    readonly format: string;
    readonly readerVersion: number;
    /** Byte offset in the (unpacked) evidence and length; record id or line, -1 when it has none. */
    readonly offset: number;
    readonly length: number;
    readonly recordId: number;
    readonly line: number;
    /** All of it in words: "offset 69632, record 12". */
    readonly locator: string;
  };
}

/** Counts per bin of equal width; `counts[i]` covers fromUs + i·binUs ≤ time < … + binUs. */
export interface Histogram {
  readonly fromUs: number;
  readonly toUs: number;
  readonly binUs: number;
  readonly counts: Float64Array;
  /** Events of the scope before, after the window and without a time. */
  readonly before: number;
  readonly after: number;
  readonly timeless: number;
}

/** Histogram split by the values of a field: lanes × bins, row-major, most frequent lane first. */
export interface Lanes {
  readonly fromUs: number;
  readonly toUs: number;
  readonly binUs: number;
  readonly bins: number;
  readonly lanes: readonly { readonly value: string; readonly count: number }[];
  readonly counts: Float64Array;
  /** Distinct values that are not among the lanes, and their events. */
  readonly otherValues: number;
  readonly otherEvents: number;
}

export interface Facet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly distinct: number;
  readonly missing: number;
}

/** A field that queries and grids may name. */
export interface FieldInfo {
  readonly name: string;
  readonly label: string;
  /** `column`: fast, ECS; `record`: a record's own field, found through the text index. */
  readonly kind: 'column' | 'record';
}

/** A page of a run's table. */
export interface TablePage {
  readonly total: number;
  readonly offset: number;
  readonly block: ColumnBlock;
}

/** Why a group stands out: what is more frequent inside it than outside, best first. */
export interface Explanation {
  readonly title: string;
  readonly members: number;
  readonly reasons: readonly {
    /** A token or feature in words: `ip 10.0.0.5`. */
    readonly what: string;
    readonly inside: number;
    readonly outside: number;
    /** Share of the group's members that have it, and of all others, 0…1. */
    readonly insideShare01: number;
    readonly outsideShare01: number;
    /** Signed strength; sorted by it, unitless. */
    readonly weight: number;
  }[];
}

const path = z.string().min(1).max(32_768);
const count = z.number().int().min(0);
const page = { offset: count.default(0), limit: z.number().int().min(1).max(100_000).default(200) };
const field = z.string().min(1).max(1000);
const roomId = z.enum(roomIds as [RoomId, ...RoomId[]]);
const span = { fromUs: z.number().optional(), toUs: z.number().optional() };

/** Import options, also of the command line. */
export const importOptionsSchema = z.object({
  format: z.string().optional(),
  timeZone: z.string().optional(),
  /** How dates such as 7/8/2019 are read; decided from the whole column when absent. */
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  /** Year of the first record of logs whose times have none, such as syslog. */
  year: z.number().int().min(1970).max(2254).optional(),
  /** A mapping: its file, the name of a kept one, or itself; see `mapping.ts`. */
  mapping: z.union([path, z.record(z.string(), z.unknown())]).optional(),
  /** The same for single kinds of content, by the signature that `import.survey` gives them. */
  layouts: z
    .array(
      z.object({
        signature: z.string().max(1000),
        mapping: z.record(z.string(), z.unknown()).optional(),
        timeZone: z.string().optional(),
        dateOrder: z.enum(['day-first', 'month-first']).optional(),
      }),
    )
    .max(1000)
    .optional(),
  /** Also read deleted and left-over records where a format has such, e.g. the slack of EVTX chunks. */
  recover: z.boolean().optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** Input schemas by request name. */
export const inputs = {
  'case.create': z.object({ path }),
  'case.open': z.object({ path, readOnly: z.boolean().optional() }),
  'case.close': z.object({}),
  'case.info': z.object({}),
  'case.recent': z.object({}),
  /** Checks that the case is whole; with a folder also against the evidence that lies there now. */
  'case.verify': z.object({ folder: path.optional() }),
  /** Makes the demo evidence and case in the user's documents (or `folder`) and imports it. */
  'case.demo': z.object({ folder: path.optional() }),

  'import.start': z.object({
    paths: z.array(path).min(1).max(10_000),
    options: importOptionsSchema.default({}),
  }),
  /** What lies under some paths, by kind: which layouts are known and which have to be asked about. */
  'import.survey': z.object({
    paths: z.array(path).min(1).max(10_000),
    options: importOptionsSchema.default({}),
  }),
  /** What an import would make of a file or archive member, from its beginning; needs no case. */
  'import.preview': z.object({
    path,
    /** Absent: the first member that can be read. */
    member: z.string().max(32_768).optional(),
    /** Reads what nobody knows by the program's own proposal when `options` has no mapping. */
    propose: z.boolean().default(false),
    options: importOptionsSchema.default({}),
  }),
  /** Every format that can be read. */
  'formats.list': z.object({}),
  /** Mappings kept under a name, one JSON file each. */
  'mappings.list': z.object({}),
  'mappings.save': z.object({
    name: z.string().min(1).max(80),
    mapping: z.record(z.string(), z.unknown()),
  }),
  'mappings.remove': z.object({ name: z.string().min(1).max(80) }),

  'jobs.list': z.object({}),
  'jobs.cancel': z.object({ job: z.number().int() }),

  'evidence.rejects': z.object({
    evidence: z.number().int().optional(),
    /** Only those with this reason. */
    reason: z.string().max(200).optional(),
    ...page,
  }),
  /** Takes an evidence and everything that came from it out of the case. */
  'evidence.remove': z.object({ evidence: z.number().int() }),

  'query.check': z.object({ query: z.string().max(10_000) }),
  'events.count': z.object({ scope: scopeSchema }),
  'events.page': z.object({
    scope: scopeSchema,
    columns: z.array(field).max(100),
    sort: z
      .object({ column: field, descending: z.boolean() })
      .default({ column: '@timestamp', descending: false }),
    ...page,
  }),
  'events.detail': z.object({ id: z.number().int() }),
  'events.fields': z.object({}),
  'events.facets': z.object({
    scope: scopeSchema,
    fields: z.array(field).min(1).max(20),
    limit: z.number().int().min(1).max(1000).default(20),
  }),
  'timeline.histogram': z.object({
    scope: scopeSchema,
    bins: z.number().int().min(1).max(5000),
    ...span,
  }),
  'timeline.lanes': z.object({
    scope: scopeSchema,
    field,
    bins: z.number().int().min(1).max(5000),
    lanes: z.number().int().min(1).max(200).default(24),
    ...span,
  }),

  'clocks.list': z.object({}),
  /** Enters a host's clock rule; without an offset takes it away. */
  'clocks.set': z.object({
    host: z.string().min(1).max(1000),
    offsetUs: z
      .number()
      .int()
      .min(-MAX_CLOCK_OFFSET_US)
      .max(MAX_CLOCK_OFFSET_US)
      .refine((offset) => offset !== 0, 'An offset of 0 corrects nothing.')
      .optional(),
    reason: z.string().max(1000).default(''),
  }),
  /** Takes the latest change of clock rules back. */
  'clocks.undo': z.object({}),

  'rooms.list': z.object({}),
  'rooms.run': z.object({
    room: roomId,
    params: z
      .record(z.string(), z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]))
      .default({}),
    scope: scopeSchema.prefault({}),
  }),
  'runs.list': z.object({}),
  'runs.table': z.object({
    run: z.number().int(),
    table: z.string().max(100),
    /** Keep only rows whose integer column has one of these values; of them only these columns. */
    where: z.object({ column: field, in: z.array(z.number()).max(200_000) }).optional(),
    columns: z.array(field).max(100).optional(),
    sort: z.object({ column: field, descending: z.boolean() }).optional(),
    ...page,
  }),
  /** Why these groups of a run (clusters, processes) are what they are. */
  'runs.explain': z.object({
    run: z.number().int(),
    groups: z.array(z.number().int()).min(1).max(200_000),
    limit: z.number().int().min(1).max(200).default(30),
  }),
  'runs.remove': z.object({ run: z.number().int() }),
} as const;

export type RequestName = keyof typeof inputs;

/** What callers pass: defaults may be left out. */
export type InputOf<N extends RequestName> = z.input<(typeof inputs)[N]>;
/** What handlers get: defaults filled in. */
export type ParsedOf<N extends RequestName> = z.output<(typeof inputs)[N]>;

/** Outputs by request name. */
export interface Outputs {
  readonly 'case.create': CaseInfo;
  readonly 'case.open': CaseInfo;
  readonly 'case.close': null;
  readonly 'case.info': CaseInfo;
  readonly 'case.recent': readonly {
    readonly path: string;
    readonly openedAt: string;
    readonly exists: boolean;
  }[];
  /** The job's result is a VerifyResult, see `verify.ts`. */
  readonly 'case.verify': { readonly job: JobId };
  readonly 'case.demo': { readonly info: CaseInfo; readonly job: JobId };
  readonly 'import.start': { readonly job: JobId };
  readonly 'import.survey': ImportSurvey;
  readonly 'import.preview': ImportPreview;
  readonly 'formats.list': readonly Format[];
  readonly 'mappings.list': { readonly folder: string; readonly mappings: readonly KnownMapping[] };
  readonly 'mappings.save': KnownMapping;
  readonly 'mappings.remove': null;
  readonly 'jobs.list': readonly Job[];
  readonly 'jobs.cancel': null;
  readonly 'evidence.rejects': {
    readonly total: number;
    readonly rejects: readonly Reject[];
    /** Reasons of all rejects that were asked about, whatever reason was asked for; most frequent first. */
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly 'evidence.remove': EvidenceRemoval;
  readonly 'query.check': {
    readonly ok: boolean;
    readonly message: string;
    /** Position of the trouble in the query, or -1. */ readonly at: number;
  };
  readonly 'events.count': { readonly total: number; readonly all: number };
  readonly 'events.page': EventPage;
  readonly 'events.detail': EventDetail;
  readonly 'events.fields': readonly FieldInfo[];
  readonly 'events.facets': readonly Facet[];
  readonly 'timeline.histogram': Histogram;
  readonly 'timeline.lanes': Lanes;
  readonly 'clocks.list': Clocks;
  readonly 'clocks.set': Clocks;
  readonly 'clocks.undo': Clocks;
  readonly 'rooms.list': readonly RoomContract[];
  readonly 'rooms.run': { readonly job: JobId };
  readonly 'runs.list': readonly RunReceipt[];
  readonly 'runs.table': TablePage;
  readonly 'runs.explain': Explanation;
  readonly 'runs.remove': null;
}

/** Asks the engine, whatever lies between. Rejects with a WorkbenchError. */
export type Call = <N extends RequestName>(name: N, input: InputOf<N>) => Promise<Outputs[N]>;

/** The engine's side: one entry per request. */
export type Handlers = {
  readonly [N in RequestName]: (input: ParsedOf<N>) => Promise<Outputs[N]>;
};
