/** Whether a path is one that the emitter may write. */
export function owns(path: string): boolean {
  return /^\.tekton\/[a-z0-9-]+\.yaml$|^tekton\/[a-z0-9-]+-schedules\.yaml$/.test(path)
}

/** Whether a path is one that the emitter for Tekton alone may write. */
export function ownsPlainly(path: string): boolean {
  return /^tekton\/[a-z0-9-]+\/((listen|start)\/)?[a-z]+\.yaml$/.test(path)
}
