/**
 * How much an archive may unpack to. Sizes that an archive declares are never believed; what comes
 * out is counted. Log lines of JSON legitimately shrink a hundredfold, so the ratio is generous and
 * asked only after enough has come out to matter.
 */
import { WorkbenchError } from '#contract/errors.ts';

export interface Limits {
  /** Unpacked bytes per packed byte, above {@link ratioFreeBytes}. */
  readonly ratio: number;
  /** Unpacked bytes below which the ratio is not asked. */
  readonly ratioFreeBytes: number;
  /** Unpacked bytes of everything in one file. */
  readonly totalBytes: number;
  /** Members of one archive, directories included. */
  readonly entries: number;
  /** Packings inside the outermost one that are opened, e.g. 2 for a gz in a zip in a zip. */
  readonly nesting: number;
  /** Of these, zips: 1 = a zip inside a zip, but not one inside that. */
  readonly zipNesting: number;
  /** Largest packed zip that is kept in memory because it lies compressed inside another archive. */
  readonly nestedZipBytes: number;
}

const MIB = 1024 * 1024;

export const defaultLimits: Limits = {
  ratio: 1000,
  ratioFreeBytes: 256 * MIB,
  totalBytes: 1024 * 1024 * MIB,
  entries: 100_000,
  nesting: 2,
  zipNesting: 1,
  nestedZipBytes: 512 * MIB,
};

/** Counts what comes out of one file, whatever the number of members and layers. */
export class UnpackMeter {
  readonly limits: Limits;
  private readonly fileBytes: number;
  private unpackedBytes = 0;

  /** @param fileBytes size of the outermost file */
  constructor(fileBytes: number, limits: Limits) {
    this.fileBytes = fileBytes;
    this.limits = limits;
  }

  /** @throws WorkbenchError `hostile-archive` when the whole file has given too much */
  add(bytes: number, place: string): void {
    this.unpackedBytes += bytes;
    const { totalBytes } = this.limits;
    if (this.unpackedBytes > totalBytes) {
      throw hostile(`It unpacks to more than ${totalBytes} bytes.`, place);
    }
    this.checkRatio(this.fileBytes, this.unpackedBytes, place);
  }

  /** Asks the ratio of one layer. @throws WorkbenchError `hostile-archive` */
  checkRatio(packed: number, unpacked: number, place: string): void {
    const { ratio, ratioFreeBytes } = this.limits;
    if (unpacked > ratioFreeBytes && unpacked > packed * ratio) {
      throw hostile(`It unpacks to more than ${ratio} times its size.`, place);
    }
  }
}

/** The error for archives made to harm. What was unpacked before it stays valid. */
export function hostile(what: string, place: string): WorkbenchError {
  return new WorkbenchError({
    code: 'hostile-archive',
    message: `This archive is not unpacked any further. ${what}`,
    hint: 'If you trust it, unpack it with another tool and import the files.',
    place,
  });
}
