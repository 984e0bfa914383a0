/**
 * The one table of requests: name → how its input is checked at the door and what it answers.
 * Hosts check inputs with these schemas once; inside, types are trusted. Views import types only.
 */
import { z } from 'zod';
import type { ColumnBlock } from './block.ts';
import type { Evidence, Reject } from './evidence.ts';
import type { Job, JobId } from './jobs.ts';
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

/** One event with all it has and where it lies. */
export interface EventDetail {
  readonly id: number;
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
  mapping: path.optional(),
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
  /** Makes the demo evidence and case in the user's documents (or `folder`) and imports it. */
  'case.demo': z.object({ folder: path.optional() }),

  'import.start': z.object({
    paths: z.array(path).min(1).max(10_000),
    options: importOptionsSchema.default({}),
  }),
  'jobs.list': z.object({}),
  'jobs.cancel': z.object({ job: z.number().int() }),

  'evidence.rejects': z.object({ evidence: z.number().int().optional(), ...page }),

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
    /** Keep only rows whose integer column has one of these values. */
    where: z.object({ column: field, in: z.array(z.number()).max(200_000) }).optional(),
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
  readonly 'case.demo': { readonly info: CaseInfo; readonly job: JobId };
  readonly 'import.start': { readonly job: JobId };
  readonly 'jobs.list': readonly Job[];
  readonly 'jobs.cancel': null;
  readonly 'evidence.rejects': { readonly total: number; readonly rejects: readonly Reject[] };
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
