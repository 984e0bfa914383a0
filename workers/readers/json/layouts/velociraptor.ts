/** Velociraptor's event log artefacts with names flattened by dots: `System.EventID.Value`, `EventData.Image`. */
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';
import { evtxDumpLayout } from './windows-nested.ts';

const MAX_PARTS = 8;

/** The same record with its members nested again. */
function nested(row: JsonObject): JsonObject {
  const out = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(row)) {
    if (!/^(?:System|EventData|UserData)\./.test(key)) continue;
    // Names of event data may have dots themselves: they stay one name.
    const dot = key.indexOf('.');
    const section = key.slice(0, dot);
    const rest = key.slice(dot + 1);
    put(
      out,
      section === 'System' ? [section, ...rest.split('.', MAX_PARTS)] : [section, rest],
      value,
    );
  }
  return out;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = target;
  for (const name of path.slice(0, -1)) {
    const inner = at[name];
    const next =
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string, unknown>)
        : (Object.create(null) as Record<string, unknown>);
    at[name] = next;
    at = next;
  }
  at[path.at(-1)!] = value;
}

export const velociraptorLayout: Layout = {
  id: 'velociraptor',
  label: 'Velociraptor event logs with flat names',
  knownBy: '`System.EventID` or `System.EventID.Value` beside `EventData.*`',
  times: '`System.TimeCreated.SystemTime`, epoch seconds or ISO 8601, UTC',
  utc: true,
  fits: (row) => row['System.EventID'] !== undefined || row['System.EventID.Value'] !== undefined,
  timeOf: (row) => row['System.TimeCreated.SystemTime'] ?? row['System.TimeCreated'],
  read: (row, run) => evtxDumpLayout.read(nested(row), run),
};
