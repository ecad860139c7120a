import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compiler } from './find-compiler.ts'
import { type Printed, readPrinted } from './read-printed.ts'

/** Runs the compiler with the text of a `tsconfig.json`, which stands in `folder` meanwhile: types are looked for from there. */
export function runCompiler(
  { script }: Compiler,
  config: string,
  folder: string | undefined,
  cwd: string,
): (Printed & { readonly config: string }) | { readonly why: string } {
  const place = mkdtempSync(join(folder ?? tmpdir(), 'types-'))
  const path = join(place, 'tsconfig.json')
  try {
    writeFileSync(path, config)
    const args = [script, '--project', path, '--pretty', 'false', '--listFiles']
    const { stdout, stderr, status, error } = spawnSync(process.execPath, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      windowsHide: true,
    })
    const printed = readPrinted(stdout ?? '', cwd)
    if (status !== 0 && printed.faults.length === 0)
      return { why: `tsc failed: ${error?.message ?? `${stderr}`.trim().split('\n').at(-1)}` }
    return { ...printed, config: path }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
