/**
 * Defender XDR advanced hunting: rows of the Device* and Identity* tables, as the portal exports them
 * or inside the envelope of the streaming API (`category`, `properties`).
 */
import { normaliseDefenderXdr } from '#workers/normalise/defender-xdr.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

class RowSource {
  row: JsonObject = {};

  data(name: string): string | undefined {
    return textOf(this.row[name]);
  }
}

const source = new RowSource();

function rowOf(record: JsonObject): JsonObject {
  const properties = record['properties'];
  const isStreamed =
    isObject(properties) && textOf(record['category'])?.startsWith('AdvancedHunting-');
  return isStreamed === true ? properties : record;
}

export const defenderXdrLayout: Layout = {
  id: 'defender-xdr',
  label: 'Microsoft Defender XDR advanced hunting',
  knownBy:
    '`ActionType` with `DeviceId`, or with `Timestamp` and an account; also streamed (`properties`)',
  times: '`Timestamp` or `TimeGenerated`, UTC',
  utc: true,
  fits: (record) => {
    const row = rowOf(record);
    if (row['ActionType'] === undefined) return false;
    if (row['DeviceId'] !== undefined) return true;
    const isAccount = row['AccountUpn'] ?? row['AccountObjectId'] ?? row['AccountName'];
    return row['Timestamp'] !== undefined && isAccount !== undefined;
  },
  timeOf: (record) => {
    const row = rowOf(record);
    return row['Timestamp'] ?? row['TimeGenerated'] ?? record['time'];
  },
  read: (record, { batch }) => {
    source.row = rowOf(record);
    normaliseDefenderXdr(source, batch);
    return -1;
  },
};
