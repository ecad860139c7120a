/** A fault of pipegen itself, never of a story. The command line shows it with what to send. */
export function bug(message: string): never {
  const error = new Error(message)
  error.name = 'PipegenBug'
  throw error
}
