/** The room of logon clusters: the published answers to the digit, habits that the better method tells apart, and what a logon's card shows. */
import { describe, expect, test } from 'vitest';
import { logonClusters } from '#contract/rooms/logon-clusters.ts';
import { logonFeatures } from '#workers/analyses/logon-clusters/features.ts';
import { habitPoints, hoursBetween } from '#workers/analyses/logon-clusters/habit-points.ts';
import { clusterHabits, nearestPoints } from '#workers/analyses/logon-clusters/habits.ts';
import { logonClustersRoom } from '#workers/analyses/logon-clusters/room.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { checkPublishedRun } from '#test/support/check-published.ts';
import { expectedFeatures, logonEvents } from '#test/support/cluster-reference.ts';
import { slowDbscan } from '#test/support/random-points.ts';
import { evidenceRows } from '#test/support/evidence-rows.ts';
import { referenceJson, referencePath, referenceTest } from '#test/support/reference.ts';
import type { PlainEvent } from '#test/support/run-room.ts';
import {
  eventRows,
  outputHash,
  quietContext,
  rowsOf,
  runRoom,
  tableOf,
} from '#test/support/run-room.ts';

const REFERENCE = 'logon-clustering';

type Row = Readonly<Record<string, unknown>>;

function table(output: RoomOutput, name: string): readonly Row[] {
  return rowsOf(tableOf(output, name));
}

describe('the published method', () => {
  for (const run of ['seed', 'wide', 'hour-raw']) {
    referenceTest(`gives the published labels, points and table of run ${run}`, () => {
      checkPublishedRun(logonClustersRoom, logonEvents(), 'logon-clustering', run);
    });
  }

  referenceTest('computes every published feature of every logon', () => {
    const events = table(runRoom(logonClustersRoom, logonEvents()), 'events');
    for (const { row, Account, AccountNum, LogonType, LogonHour } of expectedFeatures(
      'logon-clustering',
    )) {
      expect(events[Number(row)]).toMatchObject({
        row: Number(row),
        account: Account,
        AccountNum: Number(AccountNum),
        LogonType: Number(LogonType),
        LogonHour: Number(LogonHour),
      });
    }
  });

  referenceTest('counts logons by account and type', () => {
    const expected = referenceJson<Row[]>(`${REFERENCE}/expected-account-logontype-counts.json`);
    const counts = table(runRoom(logonClustersRoom, logonEvents()), 'counts');
    expect(
      counts.map(({ account, logonType, count }) => ({
        Account: account,
        LogonType: logonType,
        count,
      })),
    ).toEqual(expected);
    expect(counts.map(({ logonTypeName }) => logonTypeName)).toEqual([
      'Batch',
      'Network',
      'Service',
    ]);
  });
});

describe('through the reader of CSV files', () => {
  referenceTest('the published 14 logons become 3 rows, with all that a card shows', async () => {
    const path = referencePath(`${REFERENCE}/host_logons.csv`);
    const events = await evidenceRows(path, 'authentication', 'logged-in');
    expect(events).toHaveLength(14);
    checkPublishedRun(logonClustersRoom, events, 'logon-clustering', 'seed');
    const told = table(runRoom(logonClustersRoom, logonEvents()), 'events');
    expect(table(runRoom(logonClustersRoom, events), 'events')).toEqual(told);
  });
});

describe('the card of a logon', () => {
  referenceTest('says all that the published page says', () => {
    const events = table(runRoom(logonClustersRoom, logonEvents()), 'events');
    expect(events[2]).toMatchObject({
      userName: 'adm1nistrator',
      domain: 'MSTICAlertsWin1',
      time: '2019-01-15T05:15:06.363Z',
      LogonType: 3,
      logonTypeName: 'Network',
      sid: 'S-1-5-21-996632719-2361334927-4038480536-1066',
      sidMeaning: 'local machine or domain account',
      session: '0xfb5ee6',
      sessionMeaning: null,
      subject: '-/-',
      subjectSid: 'S-1-0-0',
      logonProcess: 'NtLmSsp ',
      authentication: 'NTLM',
      sourceAddress: 'fe80::38dc:e4a9:61bd:b458',
      sourceHost: 'MSTICAlertsWin1',
      status: null,
    });
    expect(events[0]?.['sidMeaning']).toBe('administrator; local machine or domain account');
    expect(events[1]).toMatchObject({
      sidMeaning: 'LOCAL_SYSTEM',
      sessionMeaning: 'System logon session',
      subject: 'WORKGROUP/MSTICAlertsWin1$',
    });
  });

  test.each([
    ['SubjectUserName', 'SubjectDomainName'],
    ['winlog.event_data.SubjectUserName', 'winlog.event_data.SubjectDomainName'],
    ['Event.EventData.SubjectUserName', 'Event.EventData.SubjectDomainName'],
  ])('finds the subject under %s', (user, domain) => {
    const event = { 'user.name': 'ann', fields: { [user]: 'WS1$', [domain]: 'CORP' } };
    const plain = { 'user.name': 'bob', fields: { other: 'x' } };
    const subjects = table(runRoom(logonClustersRoom, [event, plain, event]), 'events').map(
      ({ subject }) => subject,
    );
    expect(subjects).toEqual(['CORP/WS1$', null, 'CORP/WS1$']);
  });

  test('logons of other systems have no type, no time and still a row', () => {
    const output = runRoom(logonClustersRoom, [
      { 'user.name': 'root' },
      { 'winlog.logon.type': 99 },
    ]);
    const [root, odd] = table(output, 'events');
    expect(root).toMatchObject({
      account: 'root',
      LogonType: -1,
      LogonHour: -1,
      logonTypeName: null,
    });
    expect(odd).toMatchObject({
      account: null,
      LogonType: 99,
      logonTypeName: 'Unknown',
      time: null,
    });
  });
});

/** A logon at an hour of a day in May. */
function logon(account: string, hour: number, more: PlainEvent = {}): PlainEvent {
  const [domain = '', name = ''] = account.split('\\');
  return {
    '@timestamp': `2024-05-01T${String(hour).padStart(2, '0')}:30:00Z`,
    'user.domain': domain,
    'user.name': name,
    'winlog.logon.type': 3,
    'source.ip': '10.0.0.5',
    'host.name': 'FS01',
    ...more,
  };
}

/** Weeks of an ordinary file server, then the odd ones. */
function plantedLogons(): readonly PlainEvent[] {
  const random = new SeededRandom(11);
  const day = (account: string, count: number): readonly PlainEvent[] =>
    Array.from({ length: count }, () => logon(account, 8 + random.below(9)));
  return [
    ...day('CORP\\backup', 300),
    ...day('CORP\\helpdesk', 300),
    logon('CORP\\bakcup', 12),
    logon('CORP\\backup', 3),
    logon('CORP\\helpdesk', 12, { 'source.ip': '203.0.113.9' }),
    logon('CORP\\helpdesk', 12, { 'winlog.logon.type': 10 }),
  ];
}

describe('what the published method merges, the better one keeps apart', () => {
  const features = ['AccountNum', 'LogonType', 'LogonHour'];
  const published = runRoom(logonClustersRoom, plantedLogons(), {
    params: { features, eps: 0.001 },
  });
  const better = runRoom(logonClustersRoom, plantedLogons(), { params: { method: 'profiles' } });
  const labels = (output: RoomOutput): readonly unknown[] =>
    table(output, 'events').map(({ cluster }) => cluster);
  const [SWAPPED, NIGHT, ABROAD, REMOTE] = [600, 601, 602, 603];

  test('an account with two letters swapped has the same sum and hides; the better method knows names', () => {
    const noon = table(published, 'events').findIndex(
      ({ account, LogonHour }) => account === 'CORP\\backup' && LogonHour === 12,
    );
    expect(labels(published)[SWAPPED]).toBe(labels(published)[noon]);
    expect(labels(better)[SWAPPED]).toBe(-1);
    expect(table(better, 'clusters')[0]).toMatchObject({
      account: 'CORP\\bakcup',
      looksLike: 'named like backup, one character off',
    });
  });

  test('a logon at night, one from elsewhere and one of another type stand alone', () => {
    expect([NIGHT, ABROAD, REMOTE].map((at) => labels(better)[at])).toEqual([-1, -1, -1]);
    expect(better.summary).toMatchObject({ clusters: 2, noise: 4 });
    const why = table(better, 'clusters').map((row) => row['why']);
    expect(why[1]).toContain('CORP\\backup logged on 301 times, at 03 h UTC only this once.');
    expect(why[2]).toContain('from 203.0.113.9 only this once');
    expect(why[3]).toContain('of type 10 (RemoteInteractive) only this once');
  });

  test('one more source or hour is nothing strange for an account that comes from everywhere at all hours', () => {
    const random = new SeededRandom(12);
    const everywhere = Array.from({ length: 2000 }, () =>
      logon('CORP\\scanner', random.below(24), {
        'source.ip': `10.1.${random.below(9)}.${random.below(99)}`,
      }),
    );
    const one = logon('CORP\\scanner', 4, { 'source.ip': '10.9.9.9' });
    const output = runRoom(logonClustersRoom, [...everywhere, one], {
      params: { method: 'profiles' },
    });
    expect(output.summary).toMatchObject({ clusters: 1, noise: 0 });
  });

  test('clusters say whose logons they are', () => {
    const habit = table(better, 'clusters').find(({ cluster }) => cluster === 0);
    expect(habit?.['why']).toMatch(
      /^300 logons of CORP\\backup, all of type 3 \(Network\), from 10\.0\.0\.5, 9 hours of the day, mostly \d\d h UTC \(1\d %\), on FS01\.$/,
    );
  });

  test('why this group: the account, the source, the hour', () => {
    const { reasons } = logonClustersRoom.explain((name) => tableOf(better, name), [0], 50);
    expect(reasons[0]).toMatchObject({ what: 'account CORP\\backup', inside: 300, outside: 1 });
    expect(reasons.at(-1)?.weight).toBeLessThan(0);
    const noise = logonClustersRoom.explain((name) => tableOf(better, name), [-1], 50).reasons;
    expect(noise.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'source address 203.0.113.9',
        'hour 03 UTC',
        'logon type 10 (RemoteInteractive)',
      ]),
    );
  });
});

test('habits counted by hour are those found by comparing every pair', () => {
  const random = new SeededRandom(13);
  for (let round = 0; round < 150; round++) {
    const events = Array.from({ length: 1 + random.below(60) }, () => ({
      ...logon(`D\\${'ab'[random.below(2)]!}`, random.below(24), {
        'source.ip': `10.0.0.${random.below(4)}`,
        'winlog.logon.type': 2 + random.below(2),
      }),
      ...(random.below(12) === 0 ? { '@timestamp': '' } : {}),
    }));
    const points = habitPoints(logonFeatures(eventRows(events), quietContext));
    const blockOf = new Map(points.blocks.flatMap((block) => block.points.map((p) => [p, block])));
    const distance = (p: number, q: number): number => {
      const block = blockOf.get(p)!;
      if (block !== blockOf.get(q)) return Infinity;
      const apart = hoursBetween(points.hour[p]!, points.hour[q]!);
      return (points.source[p] === points.source[q] ? block.same : block.other)[apart]!;
    };
    const eps = random.unit() * 0.4;
    const minSamples = 1 + random.below(5);
    const found = clusterHabits(points, eps, minSamples, () => undefined);
    const rows = [...points.ofRow];
    const slow = slowDbscan(rows.length, (a, b) => distance(rows[a]!, rows[b]!) <= eps, minSamples);
    expect(rows.map((point) => found.labels[point])).toEqual(slow.labels);
    expect(rows.map((point) => found.isCore[point])).toEqual(slow.isCore);
    for (const [point, near] of nearestPoints(points).entries()) {
      const others = [...Array(points.count).keys()].filter((q) => q !== point);
      const least = Math.min(...others.map((q) => distance(point, q)));
      expect(near?.distance ?? Infinity).toBe(least);
      if (near !== undefined)
        expect(near.point).toBe(others.find((q) => distance(point, q) === least));
    }
  }
});

describe('the room keeps its promises', () => {
  test.each(['published', 'profiles'])('%s: how the input is sliced cannot be seen', (method) => {
    const events = plantedLogons();
    const whole = outputHash(runRoom(logonClustersRoom, events, { params: { method } }));
    const random = new SeededRandom(4);
    for (let round = 0; round < 4; round++) {
      const slices = Array.from({ length: 10 }, () => 1 + random.below(90));
      const sliced = runRoom(logonClustersRoom, events, { params: { method }, slices });
      expect(outputHash(sliced)).toBe(whole);
    }
  });

  test('all tables are there', () => {
    const output = runRoom(logonClustersRoom, plantedLogons());
    expect(Object.keys(output.tables)).toEqual(logonClusters.tables);
  });

  test('nothing to cluster is said so', () => {
    expect(() => runRoom(logonClustersRoom, [])).toThrow(
      expect.objectContaining({ code: 'nothing-to-analyse' }),
    );
  });
});
