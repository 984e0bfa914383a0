/**
 * What a content is when it is no log that can be read: collections of evidence are full of pictures,
 * captures, databases and programs, and "unknown" would make somebody look at each of them.
 */

interface Known {
  readonly at: number;
  /** Latin-1. */
  readonly magic: string;
  /** "It is …". */
  readonly what: string;
  /** Packed by something that is not opened here: worth unpacking. */
  readonly packed?: true;
}

/** By what stands at a place; the longer ones first where one begins as another. */
const known: readonly Known[] = [
  { at: 0, magic: '\n\r\r\n', what: 'a packet capture (pcapng)' },
  { at: 0, magic: '\xd4\xc3\xb2\xa1', what: 'a packet capture (pcap)' },
  { at: 0, magic: '\xa1\xb2\xc3\xd4', what: 'a packet capture (pcap)' },
  { at: 0, magic: '\x4d\x3c\xb2\xa1', what: 'a packet capture (pcap)' },
  { at: 4, magic: 'ftyp', what: 'a video or sound (MP4 and its kin)' },
  { at: 0, magic: '\x1aE\xdf\xa3', what: 'a video (Matroska, WebM)' },
  { at: 8, magic: 'AVI ', what: 'a video (AVI)' },
  { at: 0, magic: '\x89PNG', what: 'a picture (PNG)' },
  { at: 0, magic: '\xff\xd8\xff', what: 'a picture (JPEG)' },
  { at: 0, magic: 'GIF8', what: 'a picture (GIF)' },
  { at: 0, magic: '%PDF', what: 'a document (PDF)' },
  { at: 0, magic: '\xd0\xcf\x11\xe0', what: 'a compound file (old Office, MSI, jump list)' },
  { at: 0, magic: 'MZ', what: 'a program or library of Windows' },
  { at: 0, magic: '\x7fELF', what: 'a program or library of Linux' },
  { at: 0, magic: 'SQLite format 3\0', what: 'an SQLite database' },
  { at: 4, magic: '\xef\xcd\xab\x89', what: 'an ESE database, such as SRUDB.dat or NTDS.dit' },
  { at: 0, magic: 'regf', what: 'a registry hive' },
  { at: 0, magic: 'FILE0', what: 'a master file table (MFT)' },
  { at: 4, magic: 'SCCA', what: 'a prefetch file' },
  { at: 0, magic: 'MAM\x04', what: 'a prefetch file' },
  { at: 4, magic: 'LfLe', what: 'an event log of Windows XP or 2003 (EVT), not EVTX' },
  { at: 0, magic: 'L\0\0\0\x01\x14\x02\0', what: 'a shortcut (LNK)' },
  { at: 0, magic: 'MDMP', what: 'a memory dump of a process' },
  { at: 0, magic: 'PAGEDU', what: 'a memory dump of a machine' },
  { at: 0, magic: 'EVF\t\r\n', what: 'a disk image (E01)' },
  { at: 0, magic: 'KDMV', what: 'a virtual disk (VMDK)' },
  { at: 0, magic: 'vhdxfile', what: 'a virtual disk (VHDX)' },
  { at: 0, magic: 'conectix', what: 'a virtual disk (VHD)' },
  { at: 0, magic: '7z\xbc\xaf', what: 'a 7z archive', packed: true },
  { at: 0, magic: 'Rar!', what: 'a RAR archive', packed: true },
  { at: 0, magic: 'MSCF', what: 'a cabinet archive (CAB)', packed: true },
  { at: 0, magic: 'BZh', what: 'packed with bzip2', packed: true },
  { at: 0, magic: '\xfd7zXZ\0', what: 'packed with xz', packed: true },
  { at: 0, magic: 'PK\x03\x04', what: 'a document or package that is a zip inside' },
];

/** What the content is, in words, and what can be done; undefined when nobody knows. */
export function contentInWords(
  head: Uint8Array,
): { readonly message: string; readonly hint: string } | undefined {
  const found = known.find(({ at, magic }) => standsAt(head, at, magic));
  if (found === undefined) return undefined;
  const { what, packed } = found;
  return packed === true
    ? {
        message: `It is ${what}, which is not opened here.`,
        hint: 'Unpack it with another tool and import what is inside.',
      }
    : { message: `It is ${what}, no log.`, hint: 'It was passed over.' };
}

/** A content that is one byte again and again, in words. */
export function oneByteInWords(head: Uint8Array): string | undefined {
  const first = head[0];
  if (first === undefined || !head.every((byte) => byte === first)) return undefined;
  return first === 0
    ? 'It begins with nothing but zeros: it was never written, or the copy lost its content.'
    : `It begins with nothing but bytes ${first.toString(16).padStart(2, '0')}.`;
}

/** Characters of a text that are shown. */
const SHOWN = 60;

/** A text that is no log, by how it begins; undefined for contents that are no text or say nothing. */
export function textInWords(text: string | undefined): string | undefined {
  const line = /[^\s\p{Cc}][^\r\n]{0,200}/u.exec(text?.slice(0, 10_000) ?? '')?.[0];
  if (line === undefined) return undefined;
  const shown = line
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .slice(0, SHOWN)
    .trimEnd();
  return `It is text, and no reader takes it for a log. It begins with “${shown}”.`;
}

function standsAt(head: Uint8Array, at: number, magic: string): boolean {
  for (let i = 0; i < magic.length; i++) {
    if (head[at + i] !== magic.charCodeAt(i)) return false;
  }
  return true;
}
