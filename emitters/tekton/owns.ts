/** Whether a path is one that Pipelines-as-Code reads, or that the emitter writes for the clock of the cluster. */
export function owns(path: string): boolean {
  return /^\.tekton\/(?:[\w.-]+\/)*[\w.-]+\.ya?ml$|^tekton\/[a-z0-9-]+-schedules\.yaml$/.test(path)
}

/** Whether a path is one that the emitter for Tekton alone may write. */
export function ownsPlainly(path: string): boolean {
  return /^tekton\/[a-z0-9-]+\/((listen|start)\/)?[a-z]+\.yaml$/.test(path)
}
