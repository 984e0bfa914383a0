/** Pages of rows → a sink in one of the formats. One page is in memory at a time. */
import type { Cell } from './cells.ts';
import { rowFormat, type RowFormatName, type RowFormatOptions } from './row-format.ts';
import type { Sink, WrittenFile } from './sink.ts';

export interface RowExport extends RowFormatOptions {
  readonly format: RowFormatName;
  readonly pages: AsyncIterable<Iterable<readonly Cell[]>>;
  readonly sink: Sink;
}

/** Rows written, and the file when there is one. */
export interface Exported {
  readonly rows: number;
  readonly file: WrittenFile | undefined;
}

/** Writes all pages; on any trouble the sink is abandoned and the trouble rethrown. */
export async function exportRows({
  format,
  pages,
  sink,
  ...options
}: RowExport): Promise<Exported> {
  const { head, between, tail, row } = rowFormat(format, options);
  try {
    await sink.write(head);
    let rows = 0;
    for await (const page of pages) {
      const parts: string[] = [];
      for (const cells of page) {
        if (rows++ > 0 || format === 'csv') parts.push(between);
        parts.push(row(cells));
      }
      await sink.write(parts.join(''));
    }
    // No rows are no lines, not an empty one.
    if (rows > 0 || format !== 'jsonl') await sink.write(tail);
    return { rows, file: await sink.finish() };
  } catch (cause) {
    await sink.abandon();
    throw cause;
  }
}
