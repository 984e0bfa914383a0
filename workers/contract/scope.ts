/**
 * Which events a question is about: the query bar and the chips beneath it, all joined by AND.
 * Every brush, lasso or picked cluster is one chip, visible and removable on every view.
 */
import { z } from 'zod';

/** Instants are microseconds since the epoch; a window is half open: from ≤ time < to. */
const timeFilter = z.object({ kind: z.literal('time'), fromUs: z.number(), toUs: z.number() });

/** Members of groups of one run: clusters, processes of the map, … */
const groupFilter = z.object({
  kind: z.literal('group'),
  run: z.number().int(),
  groups: z.array(z.number().int()).max(200_000),
});

/** A query as typed into the bar. */
const queryFilter = z.object({ kind: z.literal('query'), query: z.string().max(10_000) });

/** Single events by id. */
const eventsFilter = z.object({
  kind: z.literal('events'),
  ids: z.array(z.number().int()).max(200_000),
});

export const filterSchema = z.discriminatedUnion('kind', [
  timeFilter,
  groupFilter,
  queryFilter,
  eventsFilter,
]);

/** One chip. `not` turns it round; `label` is what the chip says. */
export const chipSchema = z.object({
  filter: filterSchema,
  label: z.string().max(500),
  not: z.boolean().optional(),
});

export const scopeSchema = z.object({
  query: z.string().max(10_000).default(''),
  chips: z.array(chipSchema).max(64).default([]),
});

export type Filter = z.infer<typeof filterSchema>;
export type Chip = z.infer<typeof chipSchema>;
export type Scope = z.infer<typeof scopeSchema>;
