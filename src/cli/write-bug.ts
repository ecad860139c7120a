import pack from '../../package.json' with { type: 'json' }

/** The words for a fault of pipegen itself, with what to send. */
export function writeBug(error: unknown, args: readonly string[]): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `pipegen: this is a fault of pipegen, not of your story. Nothing was written.
Please report it with the story and these lines:

  pipegen ${pack.version}, Node ${process.version}, ${process.platform} ${process.arch}
  pipegen ${args.join(' ')}
${trace
  .split('\n')
  .slice(0, 8)
  .map((line) => `  ${line}\n`)
  .join('')}`
}
