/** RECmd's table of a batch: values of registry keys with the last write of the key. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

const REGISTRY_PATH = columnOf('registry.path');

export const recmdProfile: CsvProfile = {
  card: kapeCard(
    'recmd-csv',
    'RECmd batch, registry',
    '`HivePath`, `KeyPath`, `ValueName` and `LastWriteTimestamp`',
    '`LastWriteTimestamp` of the key',
  ),
  header: { all: 'hivepath keypath valuename lastwritetimestamp' },
  times: {
    kind: 'each',
    meanings: [{ column: 'lastwritetimestamp', action: 'registry-key-modified' }],
  },
  columns: columnRulesOf({ 'registry.data.strings': 'valuedata', 'file.path': 'hivepath' }),
  always: {
    'event.category': 'registry',
    'event.action': 'registry-value',
    'event.provider': 'RECmd',
  },
  rows: ({ at, batch }) => {
    const keyAt = at('keypath');
    const valueAt = at('valuename');
    return (cells) => {
      const value = cells.cell(valueAt);
      const key = cells.cell(keyAt);
      batch.text(REGISTRY_PATH, value === '' ? key : `${key}\\${value}`);
    };
  },
};
