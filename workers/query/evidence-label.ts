/** How evidence and places in it are told in words, the same in grids, details and lists of rejects. */

interface Named {
  readonly path: string;
  readonly member: string;
}

/** Path of the file; a member of an archive follows after a slash. */
export function evidenceLabel({ path, member }: Named): string {
  return member === '' ? path : `${path}/${member}`;
}

/** What a query may call an evidence: its whole label, path, member, or the bare file name. */
export function evidenceNames(evidence: Named): readonly string[] {
  const label = evidenceLabel(evidence);
  const bare = label.slice(Math.max(label.lastIndexOf('/'), label.lastIndexOf('\\')) + 1);
  return [...new Set([label, evidence.path, evidence.member, bare])].filter((name) => name !== '');
}

/** "line 17, offset 2048" or "offset 69632, record 12". null and -1 mean that it has none. */
export function locatorWords(place: {
  readonly offset: number;
  readonly recordId: number | null;
  readonly line: number | null;
}): string {
  const { offset, recordId, line } = place;
  if (line !== null && line >= 0) return `line ${line}, offset ${offset}`;
  if (recordId !== null && recordId >= 0) return `offset ${offset}, record ${recordId}`;
  return `offset ${offset}`;
}
