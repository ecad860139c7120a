/** Whether a path is one that the emitter may write. */
export function owns(path: string): boolean {
  return /^\.tekton\/[a-z0-9-]+\.yaml$|^tekton\/[a-z0-9-]+-schedules\.yaml$/.test(path)
}
