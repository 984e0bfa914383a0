/** Cells that hold the rendered message of a Windows event, as fields. */
import { messageFields } from '#workers/normalise/windows-message.ts';
import type { DocumentField } from '../../reader.ts';

export function* messageFieldsOf(cell: string): Iterable<DocumentField> {
  for (const [name, value] of messageFields(cell)) yield { name, value };
}
