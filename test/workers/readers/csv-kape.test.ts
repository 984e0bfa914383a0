/** Tables of the EZ tools: every time of a row is an event of its own that says which time it is. */
import { expect, test } from 'vitest';
import { readTable, tableOfRows } from '#test/support/csv-table.ts';
import type { ReadTable } from '#test/support/csv-table.ts';

/** Time, meaning, column and file of each event. */
function told({ events, fields }: ReadTable): readonly (readonly (string | undefined)[])[] {
  return events.map(({ time, values }, i) => [
    time,
    String(values['event.action']),
    fields(i).get('timestamp_desc'),
    values['file.path'] === undefined ? undefined : String(values['file.path']),
  ]);
}

const mftHeader =
  'EntryNumber,SequenceNumber,InUse,ParentEntryNumber,ParentSequenceNumber,ParentPath,FileName,Extension,FileSize,ReferenceCount,ReparseTarget,IsDirectory,HasAds,IsAds,SI<FN,uSecZeros,Copied,SiFlags,NameType,Created0x10,Created0x30,LastModified0x10,LastModified0x30,LastRecordChange0x10,LastRecordChange0x30,LastAccess0x10,LastAccess0x30,UpdateSequenceNumber,LogfileSequenceNumber,SecurityId,ObjectIdFileDroid,LoggedUtilStream,ZoneIdContents';

const implant = {
  EntryNumber: '3022',
  ParentPath: '.\\Windows\\System32\\dllhost',
  FileName: 'svchost.exe',
  'SI<FN': 'True',
  Created0x10: '2003-03-31 12:00:00.0000000',
  Created0x30: '2012-04-03 00:35:03.8741672',
  LastModified0x10: '2003-03-31 12:00:00.0000000',
  LastRecordChange0x10: '2012-04-03 00:35:04.1000000',
  LastRecordChange0x30: '2012-04-03 00:35:04.1000000',
  LastAccess0x10: '2012-04-03 00:35:03.8741672',
};

test('MFTECmd: equal times of equal meaning are one event, all others one each', async () => {
  const table = await readTable(tableOfRows(mftHeader, [implant]));
  const path = '.\\Windows\\System32\\dllhost\\svchost.exe';
  expect(table).toMatchObject({ card: 'mftecmd-mft-csv', recordsSeen: 5, codes: [] });
  expect(told(table)).toEqual([
    ['2003-03-31T12:00:00.0000000Z', 'file-created', 'Created0x10', path],
    ['2012-04-03T00:35:03.8741672Z', 'file-created', 'Created0x30', path],
    ['2003-03-31T12:00:00.0000000Z', 'file-modified', 'LastModified0x10', path],
    [
      '2012-04-03T00:35:04.1000000Z',
      'mft-record-changed',
      'LastRecordChange0x10 + LastRecordChange0x30',
      path,
    ],
    ['2012-04-03T00:35:03.8741672Z', 'file-accessed', 'LastAccess0x10', path],
  ]);
  for (const { values, line } of table.events) {
    expect(line).toBe(2);
    expect(values['event.category']).toBe('file');
  }
  expect(table.fields(0).get('SI<FN')).toBe('True');
  expect(table.fields(0).get('ZoneIdContents')).toBe('');
});

test('a row without any time is one event without a time, and counted', async () => {
  const table = await readTable(
    tableOfRows(mftHeader, [
      { EntryNumber: '1', FileName: 'a.txt' },
      { EntryNumber: '2', FileName: 'b.txt', Created0x10: 'soon' },
    ]),
  );
  expect(told(table)).toEqual([
    ['', 'mft-record', '', 'a.txt'],
    ['', 'mft-record', '', 'b.txt'],
  ]);
  expect([...table.codes].sort()).toEqual(['bad-time', 'no-time']);
});

test('rows with several times survive hostile cells: newlines, quotes, cells too few and too many', async () => {
  const text =
    'Note,SourceFilename,ExecutableName,RunCount,"Last\nRun","PreviousRun0"\n' +
    '"a ""quoted""\nnote",X.pf,X.EXE,2,2025-01-02 00:00:00,2025-01-01 00:00:00\n' +
    ',Y.pf,Y.EXE,1,2025-01-03 00:00:00\n' +
    ',Z.pf,Z.EXE,1,2025-01-04 00:00:00,,more,cells\n' +
    ',W.pf,W.EXE,1,2025-01-05 00:00:00,\n'.repeat(20);
  const table = await readTable(text);
  expect(told(table).slice(0, 4)).toEqual([
    ['2025-01-02T00:00:00Z', 'program-executed', 'Last\nRun', 'X.pf'],
    ['2025-01-01T00:00:00Z', 'program-executed', 'PreviousRun0', 'X.pf'],
    ['2025-01-03T00:00:00Z', 'program-executed', 'Last\nRun', 'Y.pf'],
    ['2025-01-04T00:00:00Z', 'program-executed', 'Last\nRun', 'Z.pf'],
  ]);
  expect(table.fields(0).get('Note')).toBe('a "quoted"\nnote');
  expect(table.fields(3).get('column_8')).toBe('cells');
  expect(table.events).toHaveLength(24);
});

test('the change journal: what happened follows from the reasons', async () => {
  const row = (name: string, reasons: string): Record<string, string> => ({
    Name: name,
    ParentPath: '.\\Users\\eve',
    UpdateTimestamp: '2025-02-25 09:19:25.3911234',
    UpdateReasons: reasons,
  });
  const table = await readTable(
    tableOfRows(
      'Name,Extension,EntryNumber,SequenceNumber,ParentEntryNumber,ParentSequenceNumber,ParentPath,UpdateSequenceNumber,UpdateTimestamp,UpdateReasons,FileAttributes,OffsetToData,SourceFile',
      [
        row('a.exe', 'FileCreate|DataExtend|Close'),
        row('b.txt', 'FileDelete|Close'),
        row('c.txt', 'RenameNewName'),
        row('d.txt', 'DataExtend'),
        row('e.txt', 'Close'),
      ],
    ),
  );
  expect(table.card).toBe('mftecmd-usn-csv');
  expect(table.events.map(({ values }) => [values['event.action'], values['file.path']])).toEqual([
    ['file-created', '.\\Users\\eve\\a.exe'],
    ['file-deleted', '.\\Users\\eve\\b.txt'],
    ['file-renamed', '.\\Users\\eve\\c.txt'],
    ['file-modified', '.\\Users\\eve\\d.txt'],
    ['file-changed', '.\\Users\\eve\\e.txt'],
  ]);
  expect(table.events[0]!.time).toBe('2025-02-25T09:19:25.3911234Z');
});

test('PECmd: up to eight runs and the prefetch file’s own times, the program by its whole path', async () => {
  const table = await readTable(
    tableOfRows(
      'Note,SourceFilename,SourceCreated,SourceModified,SourceAccessed,ExecutableName,Hash,Size,Version,RunCount,LastRun,PreviousRun0,PreviousRun1,PreviousRun2,PreviousRun3,PreviousRun4,PreviousRun5,PreviousRun6,Volume0Name,Volume0Serial,Volume0Created,Directories,FilesLoaded,ParsingError',
      [
        {
          SourceFilename: 'C:\\Windows\\prefetch\\MIMI.EXE-12345678.pf',
          SourceCreated: '2025-02-25 09:19:26',
          SourceModified: '2025-02-25 09:25:00',
          SourceAccessed: '2025-02-25 09:25:00',
          ExecutableName: 'MIMI.EXE',
          RunCount: '2',
          LastRun: '2025-02-25 09:24:50',
          PreviousRun0: '2025-02-25 09:19:16',
          Volume0Created: '2020-01-01 00:00:00',
          FilesLoaded:
            '\\VOLUME{01d5}\\WINDOWS\\SYSTEM32\\NTDLL.DLL, \\VOLUME{01d5}\\TEMP\\MIMI.EXE, \\VOLUME{01d5}\\X.DLL',
        },
      ],
    ),
  );
  const prefetch = 'C:\\Windows\\prefetch\\MIMI.EXE-12345678.pf';
  expect(table.card).toBe('pecmd-csv');
  expect(told(table)).toEqual([
    ['2025-02-25T09:24:50Z', 'program-executed', 'LastRun', prefetch],
    ['2025-02-25T09:19:16Z', 'program-executed', 'PreviousRun0', prefetch],
    ['2025-02-25T09:19:26Z', 'file-created', 'SourceCreated', prefetch],
    ['2025-02-25T09:25:00Z', 'file-modified', 'SourceModified', prefetch],
    ['2025-02-25T09:25:00Z', 'file-accessed', 'SourceAccessed', prefetch],
  ]);
  expect(table.events[0]!.values['process.executable']).toBe('\\VOLUME{01d5}\\TEMP\\MIMI.EXE');
  const timeline = await readTable(
    'RunTime,ExecutableName\r\n2025-02-25 09:24:50,\\VOLUME{01d5}\\TEMP\\MIMI.EXE\r\n',
  );
  expect(timeline).toMatchObject({ card: 'pecmd-timeline-csv', codes: [] });
  expect(timeline.events).toMatchObject([
    {
      time: '2025-02-25T09:24:50Z',
      values: {
        'event.action': 'program-executed',
        'process.executable': '\\VOLUME{01d5}\\TEMP\\MIMI.EXE',
      },
    },
  ]);
});

const lnk = 'C:\\Users\\eve\\Recent\\plan.lnk';
const target = 'D:\\plan.docx';

test.each([
  [
    'amcacheparser-csv',
    'ApplicationName,ProgramId,FileKeyLastWriteTimestamp,SHA1,IsOsComponent,FullPath,Name,FileExtension,LinkDate,ProductName,Size,Version,ProductVersion,LongPathHash,BinaryType,IsPeFile,BinFileVersion,BinProductVersion,Usn,Language,Description',
    {
      FileKeyLastWriteTimestamp: '2025-02-25 09:19:30',
      LinkDate: '2019-01-01 00:00:00',
      FullPath: 'c:\\temp\\mimi.exe',
    },
    [
      [
        '2025-02-25T09:19:30Z',
        'amcache-entry-written',
        'FileKeyLastWriteTimestamp',
        'c:\\temp\\mimi.exe',
      ],
      ['2019-01-01T00:00:00Z', 'program-linked', 'LinkDate', 'c:\\temp\\mimi.exe'],
    ],
  ],
  [
    'appcompatcache-csv',
    'ControlSet,CacheEntryPosition,Path,LastModifiedTimeUTC,Executed,Duplicate,SourceFile',
    { Path: 'C:\\Temp\\mimi.exe', LastModifiedTimeUTC: '2025-02-25 09:00:00', Executed: 'Yes' },
    [['2025-02-25T09:00:00Z', 'file-modified', 'LastModifiedTimeUTC', 'C:\\Temp\\mimi.exe']],
  ],
  [
    'lecmd-csv',
    'SourceFile,SourceCreated,SourceModified,SourceAccessed,TargetCreated,TargetModified,TargetAccessed,FileSize,RelativePath,WorkingDirectory,FileAttributes,HeaderFlags,DriveType,VolumeSerialNumber,VolumeLabel,LocalPath,NetworkPath,CommonPath,Arguments,TargetIDAbsolutePath,TargetMFTEntryNumber,TargetMFTSequenceNumber,MachineID,MachineMACAddress,MACVendor,TrackerCreatedOn,ExtraBlocksPresent',
    {
      SourceFile: lnk,
      LocalPath: target,
      SourceCreated: '2025-02-25 09:00:00',
      TargetCreated: '2025-01-01 00:00:00',
      TargetModified: '2025-01-02 00:00:00',
    },
    [
      ['2025-02-25T09:00:00Z', 'file-created', 'SourceCreated', lnk],
      ['2025-01-01T00:00:00Z', 'file-created', 'TargetCreated', target],
      ['2025-01-02T00:00:00Z', 'file-modified', 'TargetModified', target],
    ],
  ],
  [
    'jlecmd-csv',
    'SourceFile,SourceCreated,SourceModified,SourceAccessed,AppId,AppIdDescription,DestListVersion,LastUsedEntryNumber,MRU,EntryNumber,CreationTime,LastModified,Hostname,MacAddress,Path,InteractionCount,PinStatus,FileBirthDroid,FileDroid,VolumeBirthDroid,VolumeDroid,TargetCreated,TargetModified,TargetAccessed,FileSize,LocalPath,TargetIDAbsolutePath,Arguments',
    {
      SourceFile: 'C:\\list.automaticDestinations-ms',
      AppIdDescription: 'Word',
      Path: target,
      LastModified: '2025-02-25 09:00:00',
      CreationTime: '2025-02-20 00:00:00',
    },
    [
      ['2025-02-25T09:00:00Z', 'file-opened', 'LastModified', target],
      ['2025-02-20T00:00:00Z', 'jump-list-entry-created', 'CreationTime', target],
    ],
  ],
  [
    'sbecmd-csv',
    'BagPath,Slot,NodeSlot,MRUPosition,AbsolutePath,ShellType,Value,ChildBags,CreatedOn,ModifiedOn,AccessedOn,LastWriteTime,MFTEntry,MFTSequenceNumber,ExtensionBlockCount,FirstInteracted,LastInteracted,HasExplored,Miscellaneous',
    {
      BagPath: 'BagMRU\\0',
      AbsolutePath: 'My Computer\\D:\\secret',
      LastInteracted: '2025-02-25 09:00:00',
      LastWriteTime: '2025-02-25 09:00:00',
    },
    [
      ['2025-02-25T09:00:00Z', 'folder-last-opened', 'LastInteracted', 'My Computer\\D:\\secret'],
      ['2025-02-25T09:00:00Z', 'registry-key-modified', 'LastWriteTime', 'My Computer\\D:\\secret'],
    ],
  ],
  [
    'rbcmd-csv',
    'SourceName,FileType,FileName,FileSize,DeletedOn',
    { FileName: 'C:\\Temp\\mimi.exe', DeletedOn: '2025-02-25 10:00:00' },
    [['2025-02-25T10:00:00Z', 'file-deleted', 'DeletedOn', 'C:\\Temp\\mimi.exe']],
  ],
  [
    'kape-copy-log',
    'CopiedTimestamp,SourceFile,DestinationFile,FileSize,SourceFileSha1,DeferredCopy,CreatedOnUtc,ModifiedOnUtc,LastAccessedOnUtc,CopyDuration',
    {
      CopiedTimestamp: '2025-02-26 10:00:00.1234567',
      SourceFile: 'C:\\$MFT',
      CreatedOnUtc: '2020-01-01 00:00:00',
      ModifiedOnUtc: '2020-01-01 00:00:00',
    },
    [
      ['2025-02-26T10:00:00.1234567Z', 'file-collected', 'CopiedTimestamp', 'C:\\$MFT'],
      ['2020-01-01T00:00:00Z', 'file-created', 'CreatedOnUtc', 'C:\\$MFT'],
      ['2020-01-01T00:00:00Z', 'file-modified', 'ModifiedOnUtc', 'C:\\$MFT'],
    ],
  ],
] as const)('%s: each time has its meaning and its file', async (card, header, row, expected) => {
  const table = await readTable(tableOfRows(header, [row]));
  expect(table).toMatchObject({ card, codes: [], recordsSeen: expected.length });
  expect(told(table)).toEqual(expected);
});

test('RECmd: key and value make one path, with the data', async () => {
  const table = await readTable(
    tableOfRows(
      'HivePath,HiveType,Description,Category,KeyPath,ValueName,ValueType,ValueData,ValueData2,ValueData3,Comment,Recursive,Deleted,LastWriteTimestamp,PluginDetailFile',
      [
        {
          HivePath: 'C:\\Windows\\System32\\config\\SOFTWARE',
          KeyPath: 'Microsoft\\Windows\\CurrentVersion\\Run',
          ValueName: 'Updater',
          ValueData: 'C:\\Users\\Public\\svc.exe -k',
          LastWriteTimestamp: '2025-02-25 09:00:00.1234567',
        },
      ],
    ),
  );
  expect(table.card).toBe('recmd-csv');
  expect(table.events).toMatchObject([
    {
      time: '2025-02-25T09:00:00.1234567Z',
      values: {
        'event.category': 'registry',
        'event.action': 'registry-key-modified',
        'registry.path': 'Microsoft\\Windows\\CurrentVersion\\Run\\Updater',
        'registry.data.strings': 'C:\\Users\\Public\\svc.exe -k',
      },
    },
  ]);
});

test('SrumECmd: who used what, program and account', async () => {
  const table = await readTable(
    'Id,Timestamp,ExeInfo,ExeInfoDescription,ExeTimestamp,SidType,Sid,UserName,UserId,AppId,BytesReceived,BytesSent,InterfaceLuid,InterfaceType,L2ProfileFlags,L2ProfileId,ProfileName\r\n' +
      '228,2026-08-19 15:50:00,\\device\\harddiskvolume5\\update.exe,,,UnknownOrUserSid,S-1-5-21-1,cvoss,374,436,615595,172064531,1689399632855040,IF_TYPE_ETHERNET_CSMACD,0,0,\r\n',
  );
  expect(table).toMatchObject({ card: 'srumecmd-csv', recordsSeen: 1 });
  expect(table.events).toMatchObject([
    {
      time: '2026-08-19T15:50:00Z',
      values: {
        'event.action': 'resource-usage',
        'process.executable': '\\device\\harddiskvolume5\\update.exe',
        'user.name': 'cvoss',
        'user.id': 'S-1-5-21-1',
      },
    },
  ]);
  expect(table.fields(0).get('BytesSent')).toBe('172064531');
});

test('a table that a spreadsheet saved again has its dates in the order of the whole table', async () => {
  const header = 'SourceName,FileType,FileName,FileSize,DeletedOn';
  const row = (name: string, DeletedOn: string) => ({ FileName: name, DeletedOn });
  const told = await readTable(
    tableOfRows(header, [row('a', '3/2/2025 9:19'), row('b', '25/2/2025 9:20')]),
  );
  expect(told.events.map(({ time }) => time)).toEqual([
    '2025-02-03T09:19:00Z',
    '2025-02-25T09:20:00Z',
  ]);
  expect(told.codes).toEqual([]);
  const doubtful = await readTable(tableOfRows(header, [row('a', '3/2/2025 9:19')]));
  expect(doubtful.codes).toEqual(['date-order-in-doubt']);
  expect(doubtful.events[0]!.time).toBe('2025-03-02T09:19:00Z');
  const asked = await readTable(tableOfRows(header, [row('a', '3/2/2025 9:19')]), {
    dateOrder: 'day-first',
  });
  expect(asked.codes).toEqual([]);
  expect(asked.events[0]!.time).toBe('2025-02-03T09:19:00Z');
});
