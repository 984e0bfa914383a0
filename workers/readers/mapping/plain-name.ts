/** Names of columns as people write them, made comparable. */

/** What lies behind is no name any more; a stranger's brackets must not cost more than they are worth. */
const LONGEST = 512;

/** Without case, blanks, marks and what stands in brackets: `hostname` for "HostName" and "Host Name". */
export function plainName(name: string): string {
  const bare = name
    .slice(0, LONGEST)
    .replace(/\[[^\]]*\]|\([^)]*\)/g, '')
    .toLowerCase();
  return bare.replace(/[^\p{L}\p{N}]/gu, '');
}
