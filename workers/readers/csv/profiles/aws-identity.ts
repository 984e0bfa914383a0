/** Who did it, in the spellings of `userIdentity`: JSON, Athena's structs, Python's dictionaries. */

const LONGEST = 16_384;

const patterns = ['userName', 'arn', 'accountId', 'principalId', 'type', 'invokedBy'].map(
  (name) => ({
    name,
    pattern: new RegExp(
      `\\b${name}["']?\\s{0,3}[:=]\\s{0,3}(?:"([^"]{0,2048})"|'([^']{0,2048})'|([^,}"'\\s][^,}]{0,2048}))`,
      'i',
    ),
  }),
);

/** `{"arn": "…"}`, `{type=IAMUser, arn=…}`, `{'arn': '…'}` → what is known, by CloudTrail's names. */
export function identityOf(cell: string): Readonly<Record<string, string>> {
  const text = cell.slice(0, LONGEST);
  const found: Record<string, string> = {};
  for (const { name, pattern } of patterns) {
    const match = pattern.exec(text);
    const value = match?.[1] ?? match?.[2] ?? match?.[3]?.trim();
    if (value !== undefined && value !== '' && value !== 'null') found[name] = value;
  }
  return found;
}
