/** A short name for a text, of small letters and digits. Two texts may share one, but not by accident. */
export function hashOf(text: string): string {
  // FNV-1a: a cryptographic hash takes longer to load than all else here takes to run.
  let hash = 0x811c9dc5
  let second = text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    second = Math.imul(second ^ text.charCodeAt(index), 0x85ebca6b)
  }
  return `${(hash >>> 0).toString(36)}${(second >>> 0).toString(36)}`
}
