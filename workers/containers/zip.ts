/**
 * What is inside a zip. Its directory is read by yauzl; what lies under each entry is read by
 * {@link ZipMember}. An archive without its directory, as a broken download leaves it, is searched
 * for members from its beginning.
 */
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { damaged } from './inflate.ts';
import { hostile } from './limits.ts';
import type { Limits } from './limits.ts';
import { RangeBytes } from './random-bytes.ts';
import type { RandomBytes } from './random-bytes.ts';
import { ZipMember } from './zip-member.ts';
import type { PackedMember } from './zip-member.ts';
import { scanForMembers } from './zip-scan.ts';

const END_RECORD = Buffer.from('PK\x05\x06', 'latin1');
const END_RECORD_BYTES = 22;
/** S_IFLNK. */
const LINK = 0xa000;
/** A comment of the greatest length and as much again of something else. */
const END_SEARCH_BYTES = 131_072;

/**
 * Files of the archive in the order of its directory; folders are left out. Throws `damaged` or
 * `hostile-archive` after the members that could be found.
 * @param place the archive in words
 */
export async function* zipMembers(
  source: RandomBytes,
  limits: Limits,
  place: string,
): AsyncGenerator<ZipMember> {
  const zip = await openDirectory(source);
  const found =
    zip === undefined ? scanForMembers(source, place) : entriesOf(zip, source.size, place);
  let entries = 0;
  for await (const packed of found) {
    if (++entries > limits.entries) {
      throw hostile(`It has more than ${limits.entries} members.`, place);
    }
    if (!packed.name.endsWith('/')) yield new ZipMember(source, packed, place);
  }
  if (zip === undefined) {
    throw damaged('its directory is missing, so it was searched for members', place);
  }
}

/** The directory, also when bytes were appended behind it; undefined when there is none. */
async function openDirectory(source: RandomBytes): Promise<ZipFile | undefined> {
  const end = await directoryEnd(source);
  if (end === undefined) return undefined;
  try {
    const reader = new SourceReader(new RangeBytes(source, 0, end));
    return await yauzl.fromRandomAccessReaderPromise(reader, end, {
      autoClose: false,
      // Names are labels: nothing about them is an error.
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch {
    // Whatever is wrong with the directory, the members may still be there.
    return undefined;
  }
}

/** Position after the end record and its comment. yauzl wants nothing behind it, tools leave line ends there. */
async function directoryEnd(source: RandomBytes): Promise<number | undefined> {
  const start = Math.max(0, source.size - END_SEARCH_BYTES);
  const pieces: Uint8Array[] = [];
  for await (const piece of source.pieces(start, source.size)) pieces.push(piece);
  const tail = Buffer.concat(pieces);
  const at = tail.lastIndexOf(END_RECORD);
  if (at < 0 || at + END_RECORD_BYTES > tail.length) return undefined;
  const comment = tail.readUInt16LE(at + END_RECORD_BYTES - 2);
  return Math.min(source.size, start + at + END_RECORD_BYTES + comment);
}

async function* entriesOf(
  zip: ZipFile,
  sizeBytes: number,
  place: string,
): AsyncGenerator<PackedMember> {
  let packedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      packedBytes += entry.compressedSize;
      // Members that share their bytes are how a small zip becomes enormous.
      if (packedBytes > sizeBytes) throw hostile('Its members overlap.', place);
      yield packedMember(zip, entry, place);
    }
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'WorkbenchError') throw cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw damaged(`its directory cannot be read further (${what})`, place, cause);
  }
}

function packedMember(zip: ZipFile, entry: Entry, place: string): PackedMember {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  return {
    name,
    mtimeMs: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted(),
    link: isLink(entry),
    packedBytes: entry.compressedSize,
    sizeBytes: entry.uncompressedSize,
    crc: entry.crc32,
    start: async () => {
      try {
        const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
        return header.fileDataStart;
      } catch (cause) {
        throw damaged('the directory points to no member', `${place}, member ${name}`, cause);
      }
    },
  };
}

/** Made on a system with links (3: Unix, 19: macOS), whose kind of file stands in the upper half. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const madeBy = versionMadeBy >> 8;
  const kind = (externalFileAttributes >>> 16) & 0xf000;
  return (madeBy === 3 || madeBy === 19) && kind === LINK;
}

/** As `fs.read` takes them. */
type ReadArguments = [
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
  callback: (error: Error | null, bytesRead?: number) => void,
];

/** Lets yauzl read from any bytes. */
class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: RandomBytes;

  constructor(source: RandomBytes) {
    super();
    this.source = source;
  }

  override read(...[buffer, offset, length, position, callback]: ReadArguments): void {
    this.fill(buffer.subarray(offset, offset + length), position).then(
      (bytesRead) => callback(null, bytesRead),
      (error: unknown) => callback(error as Error),
    );
  }

  private async fill(target: Buffer, position: number): Promise<number> {
    let filled = 0;
    for await (const piece of this.source.pieces(position, position + target.length)) {
      target.set(piece, filled);
      filled += piece.length;
    }
    return filled;
  }
}
