/** The Sleuth Kit's body file 3.x, which has no header: four times of a file in seconds since 1970. */
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

const number = /^\d+$/;
const seconds = /^-?\d{1,12}$/;

export const bodyfileProfile: CsvProfile = {
  card: {
    id: 'bodyfile',
    label: 'Body file (The Sleuth Kit)',
    knownBy: '11 fields between bars, no header: MD5, name, inode, mode, …, four times',
    times: 'atime, mtime, ctime and crtime in seconds since 1970; an event each',
  },
  headerless: {
    names: [
      'md5',
      'name',
      'inode',
      'mode',
      'uid',
      'gid',
      'size',
      'atime',
      'mtime',
      'ctime',
      'crtime',
    ],
    cells: [
      /^(?:0|[0-9a-fA-F]{32})$/,
      /./,
      /^[\d-]+$/,
      /\S/,
      number,
      number,
      number,
      seconds,
      seconds,
      seconds,
      seconds,
    ],
  },
  times: {
    kind: 'each',
    meanings: [
      { column: 'crtime', action: 'file-created' },
      { column: 'mtime', action: 'file-modified' },
      { column: 'ctime', action: 'file-metadata-changed' },
      { column: 'atime', action: 'file-accessed' },
    ],
  },
  columns: columnRulesOf({ 'file.path': 'name' }),
  always: { 'event.category': 'file', 'event.action': 'file-listed', 'event.provider': 'bodyfile' },
};
