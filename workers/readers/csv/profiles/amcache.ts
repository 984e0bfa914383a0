/**
 * AmcacheParser's tables: files of programs, programs, drivers, devices, shortcuts. The time of the
 * registry key is when Windows noticed the thing; it need not be when a program ran.
 */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const amcacheProfile: CsvProfile = {
  card: kapeCard(
    'amcacheparser-csv',
    'AmcacheParser',
    '`ProgramId`, `FileId` or `KeyName` with `FileKeyLastWriteTimestamp`, `KeyLastWriteTimestamp` or `FileIDLastWriteTimestamp`',
    'the last write of the key, `LinkDate` or `CompileTime`, `InstallDate`, `DriverTimeStamp`',
  ),
  header: {
    all: 'programid|keyname|fileid filekeylastwritetimestamp|keylastwritetimestamp|fileidlastwritetimestamp',
  },
  times: {
    kind: 'each',
    meanings: [
      { column: 'filekeylastwritetimestamp', action: 'amcache-entry-written' },
      { column: 'keylastwritetimestamp', action: 'amcache-entry-written' },
      { column: 'fileidlastwritetimestamp', action: 'amcache-entry-written' },
      { column: 'linkdate', action: 'program-linked' },
      { column: 'compiletime', action: 'program-linked' },
      { column: 'installdate', action: 'program-installed' },
      { column: 'created', action: 'file-created' },
      { column: 'lastmodified', action: 'file-modified' },
      { column: 'lastmodified2', action: 'file-modified' },
      { column: 'drivertimestamp', action: 'driver-linked' },
      { column: 'driverlastwritetime', action: 'driver-modified' },
    ],
  },
  columns: columnRulesOf({
    'process.executable': 'fullpath',
    'file.path': 'fullpath drivername lnkname rootdirpath',
    'registry.path': 'keyname',
    'service.name': 'service',
  }),
  always: {
    'event.category': 'process',
    'event.action': 'amcache-entry',
    'event.provider': 'AmcacheParser',
  },
};
