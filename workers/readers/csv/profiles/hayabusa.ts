/**
 * Hayabusa's timeline in all its profiles, the one for Timesketch and Velociraptor's too. A row is a
 * match of a rule; the event that matched is normalised from `Details` as it would be from its log, so
 * an event that several rules match comes several times, each with its `rule.name`.
 */
import { columnOf } from '#contract/event-columns.ts';
import {
  hayabusaChannel,
  hayabusaDetails,
  hayabusaField,
  hayabusaLevel,
} from '#workers/normalise/hayabusa.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { DocumentField } from '../../reader.ts';
import type { RowCells } from '../cells.ts';
import type { CsvProfile, RowSource } from './profile.ts';

const LEVEL = columnOf('log.level');
const RULE = columnOf('rule.name');

export const hayabusaProfile: CsvProfile = {
  card: {
    id: 'hayabusa-csv',
    label: 'Hayabusa CSV (all profiles, Timesketch, Velociraptor)',
    knownBy:
      '`RuleTitle`, `Title` or `message` with `Level`, `Computer`, `EventID` or `EID`, and `Details`',
    times: '`Timestamp` or `datetime`, local time with its offset or ISO 8601 Z',
  },
  header: {
    all: 'timestamp|datetime|eventtime ruletitle|title|message level computer eventid|eid',
    some: {
      least: 1,
      of: 'ruletitle details extrafieldinfo allfieldinfo rulefile|rulepath mitretactics evtxfile|filepath',
    },
    none: 'actiontype provider|providername',
  },
  times: { kind: 'one', names: 'timestamp datetime eventtime' },
  columns: [],
  rows: (source) => {
    const { batch } = source;
    const row = new HayabusaRow(source);
    const ruleAt = source.at('ruletitle|title|message');
    const levelAt = source.at('level');
    return (cells) => {
      row.take(cells);
      normaliseWindows(row, batch);
      batch.text(RULE, cells.cell(ruleAt));
      batch.text(LEVEL, hayabusaLevel(cells.cell(levelAt)));
    };
  },
  opened: {
    details: detailFields,
    extrafieldinfo: detailFields,
    allfieldinfo: detailFields,
  },
};

function* detailFields(cell: string): Iterable<DocumentField> {
  for (const [name, value] of hayabusaDetails(cell)) yield { name, value };
}

/** The event that the rule of the present row matched. */
class HayabusaRow implements WindowsRecord {
  provider = '';
  readonly userSid = '';
  readonly level = '';
  code = '';
  channel = '';
  computer = '';
  private cells: RowCells | undefined;
  private details: ReadonlyMap<string, string> | undefined;
  private readonly codeAt: number;
  private readonly channelAt: number;
  private readonly computerAt: number;
  private readonly ruleFileAt: number;
  private readonly ruleAt: number;
  private readonly detailsAt: readonly number[];

  constructor({ at }: RowSource) {
    this.codeAt = at('eventid|eid');
    this.channelAt = at('channel');
    this.computerAt = at('computer');
    this.ruleFileAt = at('rulefile|rulepath');
    this.ruleAt = at('ruletitle|title|message');
    this.detailsAt = ['allfieldinfo', 'extrafieldinfo', 'details']
      .map(at)
      .filter((position) => position >= 0);
  }

  take(cells: RowCells): void {
    this.cells = cells;
    this.details = undefined;
    const code = cells.cell(this.codeAt);
    this.code = code === '-' ? '' : code;
    this.computer = cells.cell(this.computerAt);
    this.channel =
      this.channelAt < 0
        ? likelyChannel(this.code, cells.cell(this.ruleFileAt))
        : hayabusaChannel(cells.cell(this.channelAt));
    const isService = this.channel === 'System' && /^70\d\d$/.test(this.code);
    this.provider = isService ? 'Service Control Manager' : '';
  }

  data(name: string): string | undefined {
    this.details ??= this.read();
    const value = hayabusaField(this.details, name, this.code);
    if (value !== undefined || name !== 'LogonType') return value;
    // "Logon Type 3 - Network", "Logon (Type 3 Network)".
    return /\bType (\d{1,2})\b/.exec(this.cells!.cell(this.ruleAt).slice(0, 200))?.[1];
  }

  private read(): ReadonlyMap<string, string> {
    const fields = new Map<string, string>();
    for (const at of this.detailsAt) {
      for (const [name, value] of hayabusaDetails(this.cells!.cell(at))) fields.set(name, value);
    }
    return fields;
  }
}

/** Old versions write no channel; where the rule lies says it for the logs that rooms look at. */
function likelyChannel(code: string, rule: string): string {
  if (/[/\\]sysmon[/\\]|process_creation/i.test(rule) && code.length <= 2) {
    return 'Microsoft-Windows-Sysmon/Operational';
  }
  if (/[/\\]security[/\\]/i.test(rule)) return 'Security';
  return /[/\\]system[/\\]/i.test(rule) ? 'System' : '';
}
