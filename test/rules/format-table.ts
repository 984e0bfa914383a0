/** The README's table of formats, made from what the readers say of themselves. */
import type { FormatCard } from '#workers/readers/reader.ts';
import { readers } from '#workers/readers/registry.ts';

const BEGIN = '<!-- formats: begin.';
const END = '<!-- formats: end -->';

/** All cards in the order in which formats are tried; those of JSON layouts once, though two readers have them. */
export function formatCards(): readonly FormatCard[] {
  const cards = new Map(readers.flatMap((reader) => reader.cards.map((card) => [card.id, card])));
  return [...cards.values()];
}

/** A README with its table as it should be. Throws when the marks are missing. */
export function withFormatTable(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const start = readme.indexOf('-->', begin) + 3;
  const end = readme.indexOf(END);
  if (begin < 0 || end < start)
    throw new RangeError('README.md has no marks for the table of formats.');
  return `${readme.slice(0, start)}\n${formatTable(formatCards())}\n${readme.slice(end)}`;
}

/** Not aligned: a longer cell must not change every line. */
function formatTable(cards: readonly FormatCard[]): string {
  const rows = cards.map(({ label, knownBy, times }) => row(label, knownBy, times));
  return [
    '',
    `<details><summary>All ${cards.length} formats</summary>`,
    '',
    '<!-- prettier-ignore-start -->',
    '',
    row('Format', 'Known by', 'Times'),
    row('---', '---', '---'),
    ...rows,
    '',
    '<!-- prettier-ignore-end -->',
    '',
    '</details>',
    '',
  ].join('\n');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
