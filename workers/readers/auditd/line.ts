/**
 * A line of the Linux audit log: `node=web1 type=SYSCALL msg=audit(1364481363.243:24287): arch=…`,
 * raw or enriched (after a 0x1d the same numbers as names, in capitals), as the daemon writes it or
 * with what syslog puts in front.
 */

/** What is wanted before the fields; looked for in the beginning of the line only. */
const HEAD_CHARACTERS = 512;
const headForm =
  /(?:^|\s)(?:node=(\S{1,255}) )?type=([A-Z0-9_[\]]{1,64}) (?:msg=)?audit\((\d{1,12})\.(\d{3}):(\d{1,20})\): ?/;
const stampForm = /audit\((\d{1,12}\.\d{3}:\d{1,20})\): ?/;

export interface AuditLine {
  readonly node: string;
  /** `SYSCALL`, `USER_LOGIN`, …; `UNKNOWN[1337]`. */
  readonly type: string;
  readonly seconds: number;
  readonly milliseconds: number;
  readonly serial: string;
  /** Everything behind the colon. */
  readonly rest: string;
}

/** What lines of one event have in common, `1364481363.243:24287`; '' when it is not an audit line. */
export function stampOf(head: string): string {
  return stampForm.exec(head)?.[1] ?? '';
}

/** The parts of a line, or undefined when it is none of the audit log. */
export function readAuditLine(text: string): AuditLine | undefined {
  const found = headForm.exec(text.slice(0, HEAD_CHARACTERS));
  if (found === null) return undefined;
  const [whole, node = '', type = '', seconds, milliseconds, serial = ''] = found;
  return {
    node,
    type,
    seconds: Number(seconds),
    milliseconds: Number(milliseconds),
    serial,
    rest: text.slice(found.index + whole.length),
  };
}
