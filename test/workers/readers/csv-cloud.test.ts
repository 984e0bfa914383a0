/** Cloud audit and sign-ins as CSV: Microsoft 365, Entra ID, CloudTrail, honey buckets. */
import { expect, test } from 'vitest';
import { csvText, readTable, tableOfRows } from '#test/support/csv-table.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';

const audit = {
  CreationTime: '2025-02-25T09:19:25',
  Id: '7d1f3c6e-0000-4000-8000-000000000001',
  Operation: 'New-InboxRule',
  RecordType: 1,
  ResultStatus: 'True',
  UserKey: '10032000',
  Workload: 'Exchange',
  ClientIP: '[2001:db8::7]:49152',
  ObjectId: 'eve@contoso.com\\Hide',
  UserId: 'eve@contoso.com',
  Parameters: [
    { Name: 'Name', Value: 'Hide' },
    { Name: 'DeleteMessage', Value: 'True' },
  ],
};
const expected = {
  'event.code': 'New-InboxRule',
  'event.action': 'New-InboxRule',
  'event.category': 'api',
  'event.provider': 'Exchange',
  'event.outcome': 'success',
  'user.name': 'eve@contoso.com',
  'user.id': '10032000',
  'source.ip': '2001:db8::7',
  'source.port': 49152,
  'file.path': 'eve@contoso.com\\Hide',
};

test.each([
  ['CreationDate,UserIds,Operations,AuditData'],
  ['RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity'],
  ['RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits'],
])('Microsoft 365 audit log under %s: what AuditData says', async (header) => {
  const table = await readTable(
    tableOfRows(header, [
      {
        CreationDate: '2/25/2025 9:19:00 AM',
        UserIds: 'eve@contoso.com',
        Operations: 'New-InboxRule',
        AuditData: JSON.stringify(audit),
      },
    ]),
    { timeZone: 'Europe/Berlin' },
  );
  expect(table).toMatchObject({ card: 'm365-audit-csv', recordsSeen: 1 });
  expect(table.events).toMatchObject([{ time: '2025-02-25T09:19:25Z', values: expected }]);
  expect(table.fields(0).get('Workload')).toBe('Exchange');
  expect(table.fields(0).get('Parameters.DeleteMessage')).toBe('True');
});

test('the same record as JSON has the same columns', async () => {
  const json = await readBytes(`${JSON.stringify(audit)}\n${JSON.stringify(audit)}\n`);
  expect(eventsOf(json.batches)[0]!.values).toEqual(expected);
});

test('sign-ins of the audit log have the actions of logons, IPv4 with a port is an address', async () => {
  const sign = (operation: string): string =>
    JSON.stringify({ ...audit, Operation: operation, ClientIP: '203.0.113.9:5000' });
  const { events } = await readTable(
    tableOfRows('CreationDate,UserIds,Operations,AuditData', [
      { AuditData: sign('UserLoggedIn') },
      { AuditData: sign('UserLoginFailed') },
    ]),
  );
  expect(events).toMatchObject([
    {
      values: {
        'event.category': 'authentication',
        'event.action': 'logged-in',
        'event.code': 'UserLoggedIn',
        'source.ip': '203.0.113.9',
        'source.port': 5000,
      },
    },
    { values: { 'event.action': 'logon-failed', 'event.outcome': 'failure' } },
  ]);
});

test('an audit row whose JSON is cut keeps what its own columns say, and nothing is polluted', async () => {
  const hostile = '{"__proto__":{"polluted":"yes"},"Operation":"Send","Workload":"Exchange"}';
  const { events, fields, recordsSeen, codes } = await readTable(
    tableOfRows('CreationDate,UserIds,Operations,AuditData', [
      {
        CreationDate: '2025-02-25T09:19:25',
        UserIds: 'eve@contoso.com',
        Operations: 'Send',
        AuditData: '{"Operation":"Se',
      },
      { CreationDate: '2025-02-25T09:19:26', AuditData: hostile },
      { CreationDate: '2025-02-25T09:19:27', AuditData: '{"a":'.repeat(50_000) },
    ]),
  );
  expect(recordsSeen).toBe(3);
  expect(codes).toEqual([]);
  expect(
    events.map(({ time, values }) => [time, values['event.action'], values['user.name']]),
  ).toEqual([
    ['2025-02-25T09:19:25Z', 'Send', 'eve@contoso.com'],
    ['2025-02-25T09:19:26Z', 'Send', undefined],
    ['2025-02-25T09:19:27Z', undefined, undefined],
  ]);
  expect(fields(1).get('Workload')).toBe('Exchange');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

realTest(
  'data/csv/demo_exchange_data.csv',
  'OfficeActivity: operations, users and parameters of every row',
  async () => {
    const [result] = await readAll(realPath('data/csv/demo_exchange_data.csv'));
    const events = eventsOf(result!.batches);
    expect(result).toMatchObject({ imported: 1334, rejects: [], error: undefined });
    expect(events[0]).toMatchObject({
      time: '2020-04-18T04:50:30Z',
      values: { 'event.action': 'Set-ConditionalAccessPolicy', 'event.category': 'api' },
    });
    expect(new Set(events.map(({ values }) => values['event.category']))).toEqual(new Set(['api']));
  },
);

const entraHeader =
  'Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Incoming token type,Application,Application ID ,Resource,Resource ID ,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Incoming token type,Conditional Access';

test('Entra ID sign-ins are logons, with a blank after a name and a name twice', async () => {
  const row = {
    'User agent': 'Mozilla/5.0',
    'User ID': 'aaaa-1',
    User: 'Eve E.',
    Username: 'eve@contoso.com',
    Application: 'Office 365',
    'IP address': '203.0.113.9',
    'Client app': 'Browser',
  };
  const table = await readTable(
    tableOfRows(entraHeader, [
      {
        ...row,
        'Date (UTC)': '2025-12-04T08:19:41Z',
        Status: 'Success',
        'Sign-in error code': '0',
      },
      {
        ...row,
        'Date (UTC)': '2025-12-04T08:20:41Z',
        Status: 'Failure',
        'Sign-in error code': '50126',
      },
      {
        ...row,
        'Date (UTC)': '2025-12-04T08:21:41Z',
        Status: 'Interrupted',
        'Sign-in error code': '50140',
      },
    ]),
  );
  expect(table).toMatchObject({ card: 'entra-sign-ins-csv', codes: [] });
  const common = {
    'event.category': 'authentication',
    'user.name': 'eve@contoso.com',
    'user.id': 'aaaa-1',
    'source.ip': '203.0.113.9',
    'service.name': 'Office 365',
    'user_agent.original': 'Mozilla/5.0',
  };
  expect(table.events).toMatchObject([
    {
      time: '2025-12-04T08:19:41Z',
      values: { ...common, 'event.action': 'logged-in', 'event.outcome': 'success' },
    },
    { values: { ...common, 'event.action': 'logon-failed', 'event.outcome': 'failure' } },
    { values: { ...common, 'event.action': 'logon-interrupted' } },
  ]);
  expect(table.events[2]!.values).not.toHaveProperty('event.outcome');
  expect(table.fields(1).get('Incoming token type_2')).toBe('');
});

test('Entra ID: service principals are users, old exports are asked about their dates', async () => {
  const principals = await readTable(
    tableOfRows(
      'Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Credential key ID,Application,Application ID ,Resource,IP address,Location,Status,Sign-in error code,Conditional Access',
      [
        {
          'Date (UTC)': '2025-12-04T08:19:41Z',
          'Service principal ID': 'bbbb-2',
          'Service principal name': 'backup-job',
          'IP address': '203.0.113.10',
          Status: 'Success',
        },
      ],
    ),
  );
  expect(principals.events).toMatchObject([
    { values: { 'user.name': 'backup-job', 'user.id': 'bbbb-2', 'event.action': 'logged-in' } },
  ]);
  const header =
    'CreatedDateTime,UserPrincipalName,UserDisplayName,AppDisplayName,IPAddress,City,Country,Status,ConditionalAccessStatus';
  const old = (CreatedDateTime: string): Record<string, string> => ({
    CreatedDateTime,
    UserPrincipalName: 'eve@contoso.com',
    IPAddress: '203.0.113.9',
    Status: 'Failure',
  });
  const doubtful = await readTable(tableOfRows(header, [old('3/12/2025 7:22:01 AM')]));
  expect(doubtful.card).toBe('entra-sign-ins-csv');
  expect(doubtful.codes).toContain('date-order-in-doubt');
  const told = await readTable(
    tableOfRows(header, [old('3/12/2025 7:22:01 AM'), old('15/12/2025 7:22:01 AM')]),
  );
  expect(told.codes).not.toContain('date-order-in-doubt');
  expect(told.events).toMatchObject([
    { time: '2025-12-03T07:22:01Z', values: { 'event.action': 'logon-failed' } },
    { time: '2025-12-15T07:22:01Z' },
  ]);
});

test('CloudTrail: event history and Athena’s fields', async () => {
  const history = await readTable(
    tableOfRows(
      'Event name,Event time,User name,Event source,Resource type,AWS region,Error code,Source IP address,Event ID,Read-only',
      [
        {
          'Event name': 'GetObject',
          'Event time': '2025-02-25T09:19:25Z',
          'User name': 'pedro',
          'Event source': 's3.amazonaws.com',
          'AWS region': 'eu-west-1',
          'Error code': 'AccessDenied',
          'Source IP address': '203.0.113.9',
          'Event ID': 'efb7c8fa-b38e-4710-9e84-6289bfad8057',
        },
      ],
    ),
  );
  const athena = await readTable(
    tableOfRows(
      'eventversion,useridentity,eventtime,eventsource,eventname,awsregion,sourceipaddress,useragent,errorcode',
      [
        {
          useridentity:
            '{type=IAMUser, principalid=AIDA1, arn=arn:aws:iam::123456789012:user/pedro, accountid=123456789012, username=pedro}',
          eventtime: '2025-02-25T09:19:25Z',
          eventsource: 's3.amazonaws.com',
          eventname: 'GetObject',
          awsregion: 'eu-west-1',
          sourceipaddress: '203.0.113.9',
          useragent: 'aws-cli/2',
          errorcode: 'AccessDenied',
        },
      ],
    ),
  );
  for (const { card, events, codes } of [history, athena]) {
    expect(card).toBe('cloudtrail-csv');
    expect(codes).toEqual([]);
    expect(events).toMatchObject([
      {
        time: '2025-02-25T09:19:25Z',
        values: {
          'event.action': 'GetObject',
          'event.provider': 's3.amazonaws.com',
          'event.category': 'api',
          'event.outcome': 'failure',
          'host.name': 'eu-west-1',
          'user.name': 'pedro',
          'source.ip': '203.0.113.9',
        },
      },
    ]);
  }
  expect(athena.events[0]!.values).toMatchObject({
    'user.id': 'arn:aws:iam::123456789012:user/pedro',
    'user.domain': '123456789012',
    'user_agent.original': 'aws-cli/2',
  });
});

realTest('data/cloud/aws_s3_honeybucketlogs.zip', 'honey buckets: who asked for what', async () => {
  const [result] = await readAll(realPath('data/cloud/aws_s3_honeybucketlogs.zip'));
  const events = eventsOf(result!.batches);
  expect(events).toHaveLength(301);
  expect(events[0]).toMatchObject({
    time: '2022-02-18T17:34:57Z',
    values: {
      'event.action': 'ListObjects',
      'source.ip': '177.131.167.145',
      'user.name': 'ANONYMOUS_PRINCIPAL',
      'file.path': 'microsoft-devtest',
    },
  });
  expect(events[0]!.values['user_agent.original']).toMatch(/^Mozilla\/5\.0/);
});

test('semicolons of a European Excel, a name that objects know, quotes of any length', async () => {
  const long = 'x"y'.repeat(3000);
  const text = csvText([
    ['CreationDate', 'UserIds', 'Operations', 'AuditData', '__proto__', 'constructor'],
    ['2025-02-25T09:19:25', 'eve', 'Send', JSON.stringify({ ...audit, Note: long }), 'p', 'c'],
  ]);
  const semicolons = text
    .split('"')
    .map((piece, i) => (i % 2 === 0 ? piece.replaceAll(',', ';') : piece))
    .join('"');
  for (const one of [text, semicolons]) {
    const { events, fields, card } = await readTable(one, { chunkBytes: 64 });
    expect(card).toBe('m365-audit-csv');
    expect(events[0]!.values).toMatchObject(expected);
    expect(fields(0).get('Note')).toBe(long);
    expect(fields(0).get('__proto__')).toBe('p');
  }
});
