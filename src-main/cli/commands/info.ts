/** `loupe info`: what a case holds. */
import type { Command } from 'commander';
import type { CaseInfo } from '#contract/api.ts';
import { clockRulesText } from '#contract/clocks.ts';
import { evidenceLines } from '../output/evidence-text.ts';
import { textTable } from '../output/text-table.ts';
import { countText, plural, sizeText } from '../output/units.ts';
import { visible } from '../output/visible-text.ts';
import { openToRead, withEngine, type Program, type SharedOptions } from '../session.ts';
import { threadsOf } from '../shared-options.ts';

const MOST_FREQUENT = 8;

/** Adds the command. */
export function addInfo(parent: Command, program: Program): void {
  parent
    .command('info')
    .description('manifest and counts of a case')
    .argument('<case>')
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions>();
      await withEngine(program, threadsOf(options), async ({ call }) => {
        const info = await openToRead(call, file);
        if (options.json === true) await program.document(info);
        else await program.terminal.out(`${infoText(info, program.terminal.columns)}\n`);
      });
    });
}

function infoText(info: CaseInfo, width: number): string {
  const { counts } = info;
  const lines = [
    visible(info.case),
    `  format ${info.formatVersion}, ${sizeText(info.sizeBytes)}, ${plural(info.events, 'event')}${spanText(info)}`,
    '',
    ...(info.evidence.length === 0 ? ['No evidence yet.'] : evidenceLines(info.evidence, width)),
    ...clockLines(info),
    ...countLines('event codes', counts.byEventCode),
    ...countLines('providers', counts.byProvider),
    ...countLines('hosts', counts.byHost),
    ...runLines(info, width),
  ];
  return lines.join('\n');
}

function spanText({ firstTime, lastTime }: CaseInfo): string {
  return firstTime === '' ? '' : `, ${firstTime} to ${lastTime}`;
}

/** First and last times are as stored; who reads them must know that events are shown otherwise. */
function clockLines({ clockRules }: CaseInfo): readonly string[] {
  if (clockRules.length === 0) return [];
  return ['', visible(`clocks corrected: ${clockRulesText(clockRules)}`)];
}

function countLines(title: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return [];
  const shown = entries
    .slice(0, MOST_FREQUENT)
    .map(([value, count]) => `${visible(value)} (${countText(count)})`);
  const more = entries.length - shown.length;
  return ['', `${title}: ${shown.join(', ')}${more > 0 ? `, and ${countText(more)} more` : ''}`];
}

function runLines({ runs }: CaseInfo, width: number): readonly string[] {
  if (runs.length === 0) return [];
  const rows = runs.map(({ id, room, createdAt }) => [String(id), room, createdAt]);
  const columns = [{ heading: 'run', right: true }, { heading: 'room' }, { heading: 'made at' }];
  return ['', ...textTable(columns, rows, width)];
}
