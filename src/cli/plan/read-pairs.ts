/** Options such as `name=value` as a record, or the words for one that is none. */
export function readPairs(
  option: string,
  pairs: readonly string[] | undefined,
): Readonly<Record<string, string>> | string {
  const read: Record<string, string> = {}
  for (const pair of pairs ?? []) {
    const at = pair.indexOf('=')
    if (at < 1) return `'${pair}' is no ${option}; write ${option} NAME=VALUE`
    read[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return read
}
