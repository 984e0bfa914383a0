/** Every layout, in the order in which a record is tried: the more particular shape first. */
import { ecarLayout } from './ecar.ts';
import { genericLayout } from './generic.ts';
import type { Layout } from './layout.ts';
import {
  azureSyslogLayout,
  cloudTrailLayout,
  defenderXdrLayout,
  entraLayout,
  journalLayout,
  officeLayout,
  osqueryLayout,
  suricataLayout,
  zeekLayout,
} from './other-sources.ts';
import { mordorLayout, sentinelLayout } from './windows-flat.ts';
import { evtxDumpLayout } from './windows-nested.ts';
import { ecsLayout, winlogbeatLayout } from './winlogbeat.ts';
import type { JsonObject } from '../json-object.ts';

const layouts: readonly Layout[] = [
  mordorLayout,
  sentinelLayout,
  evtxDumpLayout,
  winlogbeatLayout,
  ecarLayout,
  ecsLayout,
  cloudTrailLayout,
  officeLayout,
  entraLayout,
  defenderXdrLayout,
  zeekLayout,
  osqueryLayout,
  suricataLayout,
  azureSyslogLayout,
  journalLayout,
];

/** The first layout that a record fits; `generic` fits all. */
export function layoutFor(row: JsonObject): Layout {
  for (const layout of layouts) {
    if (layout.fits(row)) return layout;
  }
  return genericLayout;
}

/** A layout by its id; `generic` when a case was made by a version that knew another one. */
export function layoutNamed(id: string): Layout {
  return layouts.find((layout) => layout.id === id) ?? genericLayout;
}
