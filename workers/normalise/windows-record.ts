/**
 * A Windows event between its reader and the case: EVTX, JSON of many collectors and CSV exports
 * all say the same things under different names. Readers fill this shape, normalisers read it.
 */

export interface WindowsRecord {
  readonly provider: string;
  /** Event id as text, "4688". */
  readonly code: string;
  readonly channel: string;
  readonly computer: string;
  /** SID of System/Security@UserID, '' when absent. */
  readonly userSid: string;
  /** Level as the evidence has it: number as text or a word; '' when absent. */
  readonly level: string;
  /**
   * Keywords of the event: the 64-bit mask as '0x8020…' or the words "Audit Success", "Audit
   * Failure", "AUDIT_SUCCESS" …; tells the outcome of audits. '' or absent when unknown.
   */
  readonly keywords?: string;
  /** Field of EventData or UserData under Microsoft's name; undefined when the record lacks it. */
  data(name: string): string | undefined;
}
