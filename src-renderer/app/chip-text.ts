/** What a chip says; time windows are said in the zone of the moment, not in that of their making. */
import type { Chip } from '#contract/scope.ts';
import { counted, durationText } from '../ui/numbers.ts';
import { windowText, zoneLabel } from '../ui/zoned-time.ts';

/** A chip in a few words. */
export function chipText({ filter, label }: Chip, zone: string): string {
  return filter.kind === 'time' ? windowText(filter.fromUs, filter.toUs, zone) : label;
}

/** A chip in full, and what a click does. */
export function chipHint(chip: Chip, zone: string): string {
  const turn =
    chip.not === true ? 'Click to keep only these.' : 'Click to leave these out instead.';
  return `${fullText(chip, zone)} ${turn}`;
}

function fullText({ filter, label }: Chip, zone: string): string {
  switch (filter.kind) {
    case 'time': {
      const { fromUs, toUs } = filter;
      const length = durationText((toUs - fromUs) / 1000);
      return `${windowText(fromUs, toUs, zone)}, ${zoneLabel(zone, fromUs)}, ${length}.`;
    }
    case 'group':
      return `${label}: ${counted(filter.groups.length, 'group')} of run ${filter.run}.`;
    case 'events':
      return `${label}: ${counted(filter.ids.length, 'event')}.`;
    case 'query':
      return `${filter.query}.`;
  }
}
