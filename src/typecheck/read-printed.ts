import { isAbsolute, resolve } from 'node:path'

/** An error that the compiler printed; one without a file is about its options. */
export interface TypeFault {
  readonly file?: string
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

/** What the compiler printed: its errors, and the files that it read. Paths are absolute. */
export interface Printed {
  readonly faults: readonly TypeFault[]
  readonly files: readonly string[]
}

/** Reads what the compiler prints with `--pretty false --listFiles` in the folder `cwd`. */
export function readPrinted(printed: string, cwd: string): Printed {
  const faults: TypeFault[] = []
  const files: string[] = []
  for (const line of printed.split(/\r?\n/)) {
    const [, file, row, column, code, message] = /^(?:(.+?)\((\d+),(\d+)\): )?error (TS\d+): (.*)$/.exec(line) ?? []
    if (code !== undefined && message !== undefined)
      faults.push({
        ...(file === undefined ? {} : { file: resolve(cwd, file) }),
        line: Number(row ?? 1),
        column: Number(column ?? 1),
        code,
        message,
      })
    else if (line.startsWith('  ')) {
      const last = faults.pop()
      if (last !== undefined) faults.push({ ...last, message: `${last.message}\n  ${line}` })
    } else if (isAbsolute(line)) files.push(resolve(line))
  }
  return { faults, files }
}
