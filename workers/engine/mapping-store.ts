/**
 * Mappings: one JSON file each in the program's own folder, so that they can be copied to a colleague;
 * for an import also any file, or the mapping itself.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { WorkbenchError } from '#contract/errors.ts';
import type { KnownMapping, MappingFile } from '#contract/mapping.ts';
import { readProfile } from '#workers/readers/mapping/profile.ts';

/** Larger files are no mappings. */
const MAX_BYTES = 1 << 20;
const MOST = 1000;
const goodName = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._()-]{0,78}[\p{L}\p{N})])?$/u;
/** Names that Windows keeps for itself. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

export class MappingStore {
  readonly folder: string;

  constructor(stateFolder: string) {
    this.folder = path.join(stateFolder, 'mappings');
  }

  /** By name; files that are no mappings are passed over. */
  list(): readonly KnownMapping[] {
    return this.files()
      .map((file) => this.known(path.join(this.folder, file)))
      .filter((mapping) => mapping !== undefined);
  }

  /** Keeps a mapping, in place of one of the same name. Throws `bad-parameter`, `no-permission`. */
  save(name: string, mapping: unknown): KnownMapping {
    const file = this.fileOf(name);
    readProfile(mapping);
    const kept = { ...(mapping as MappingFile), name };
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`);
      renameSync(`${file}.new`, file);
    } catch (cause) {
      throw new WorkbenchError(
        {
          code: 'no-permission',
          message: `The mapping could not be kept: ${messageOf(cause)}`,
          hint: 'Is the folder writable, and is there room on the disk?',
          place: file,
        },
        { cause },
      );
    }
    return { name, path: file, mapping: kept };
  }

  /** Takes a kept mapping away; nothing happens when there is none. */
  remove(name: string): void {
    rmSync(this.fileOf(name), { force: true });
  }

  /**
   * What an import is given: a mapping itself, the path of a file, or the name of a kept one.
   * Throws `usage` when it cannot be read, `bad-parameter` when it says what cannot be.
   */
  resolve(given: string | Readonly<Record<string, unknown>> | undefined): MappingFile | undefined {
    if (given === undefined) return undefined;
    const mapping = typeof given === 'string' ? this.read(given) : given;
    readProfile(mapping);
    return mapping as MappingFile;
  }

  private read(given: string): unknown {
    if (existsSync(given)) return readJson(given);
    const kept = goodName.test(given) ? path.join(this.folder, `${given}.json`) : '';
    if (kept !== '' && existsSync(kept)) return readJson(kept);
    const names = this.list().map(({ name }) => name);
    throw new WorkbenchError({
      code: 'usage',
      message: 'There is no such mapping: neither a file nor a kept name.',
      hint: names.length === 0 ? 'No mapping is kept yet.' : `Kept ones are ${names.join(', ')}.`,
      place: given,
    });
  }

  private known(file: string): KnownMapping | undefined {
    try {
      const mapping = readJson(file);
      readProfile(mapping);
      return { name: path.basename(file, '.json'), path: file, mapping: mapping as MappingFile };
    } catch {
      // Somebody else's file in the folder; whoever asks for it by name is told what is wrong.
      return undefined;
    }
  }

  private files(): readonly string[] {
    if (!existsSync(this.folder)) return [];
    const files = readdirSync(this.folder).filter((file) => file.endsWith('.json'));
    return files.sort((a, b) => a.localeCompare(b, 'en')).slice(0, MOST);
  }

  private fileOf(name: string): string {
    if (goodName.test(name) && !devices.test(name)) return path.join(this.folder, `${name}.json`);
    throw new WorkbenchError({
      code: 'bad-parameter',
      message: 'A mapping cannot be kept under this name.',
      hint: 'Use letters, digits, blanks and . _ - ( ), at most 80 of them.',
    });
  }
}

function readJson(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MAX_BYTES) throw new RangeError('it is too large');
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError(
      {
        code: 'usage',
        message: `The mapping could not be read: ${messageOf(cause)}`,
        hint: 'Give a JSON file such as {"time": "When", "columns": {"host.name": "Machine"}}.',
        place: file,
      },
      { cause },
    );
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
