/** Every layout, in the order in which a record is tried: the more particular shape first. */
import type { FormatCard } from '../../reader.ts';
import type { JsonObject } from '../json-object.ts';
import { azureSyslogLayout } from './azure-syslog.ts';
import { chainsawLayout } from './chainsaw.ts';
import { cloudTrailLayout } from './cloudtrail.ts';
import { defenderXdrLayout } from './defender-xdr.ts';
import { ecarLayout } from './ecar.ts';
import { entraLayout, entraSignInLayout } from './entra.ts';
import { genericLayout } from './generic.ts';
import { hayabusaLayout } from './hayabusa.ts';
import { journalLayout } from './journald.ts';
import type { Layout } from './layout.ts';
import { officeLayout } from './m365-audit.ts';
import { osqueryLayout } from './osquery.ts';
import { plasoLayout } from './plaso.ts';
import { splunkLayout } from './splunk.ts';
import { suricataLayout } from './suricata.ts';
import { velociraptorLayout } from './velociraptor.ts';
import { mordorLayout, sentinelLayout } from './windows-flat.ts';
import { evtxDumpLayout } from './windows-nested.ts';
import { ecsLayout, winlogbeatLayout } from './winlogbeat.ts';
import { zeekLayout } from './zeek.ts';

/** Layouts of what sources write themselves; exports that hold such a record inside come before them. */
const plain: readonly Layout[] = [
  mordorLayout,
  sentinelLayout,
  evtxDumpLayout,
  velociraptorLayout,
  winlogbeatLayout,
  ecarLayout,
  ecsLayout,
  cloudTrailLayout,
  officeLayout,
  defenderXdrLayout,
  entraSignInLayout,
  entraLayout,
  zeekLayout,
  osqueryLayout,
  suricataLayout,
  azureSyslogLayout,
  journalLayout,
];

const layouts: readonly Layout[] = [
  splunkLayout((row) => plain.find((layout) => layout.fits(row))),
  chainsawLayout,
  hayabusaLayout,
  plasoLayout,
  ...plain,
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

/** What the list of formats says of them, whatever way the records are arranged. */
export const layoutCards: readonly FormatCard[] = layouts.map(({ id, label, knownBy, times }) => ({
  id,
  label: label.includes('JSON') ? label : `${label}, JSON`,
  knownBy,
  times,
}));
