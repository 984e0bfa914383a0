/** Reads CSV with a library that knows nothing of ours; it comes without types. */
import { createRequire } from 'node:module';

interface Parser {
  parse(text: string, options: object): { readonly data: string[][]; readonly errors: unknown[] };
}

const papaparse = createRequire(import.meta.url)('papaparse') as Parser;

/** Rows of a CSV text with CRLF; throws when it is not RFC 4180. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const { data, errors } = papaparse.parse(text.replace(/\r\n$/, ''), { newline: '\r\n' });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
}
