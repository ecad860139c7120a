import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Process, ProcessEnd, Work } from '../../../src/plan/work.ts'

/** A step that ran: which it is, where, and all that stood in its environment. */
export interface RanStep {
  readonly job: string
  readonly index: number
  readonly folder: string
  readonly image: string | null
  /** The options of its shell. */
  readonly options: string
  readonly env: Readonly<Record<string, string>>
}

/** What a job did. */
export interface Ran {
  readonly steps: readonly RanStep[]
  /** What a process that failed said. */
  readonly errors: readonly string[]
  /** How many steps had run when sources or files of other jobs were fetched, or own files kept. */
  readonly deeds: readonly { readonly what: 'checkout' | 'fetch' | 'leave'; readonly after: number }[]
  /** The images of all processes. */
  readonly images: readonly (string | null)[]
  /** Whether a script waited for a port before the first step. */
  readonly waited: boolean
  readonly outputs: Readonly<Record<string, string>>
}

// What the scripts of vendors call and this machine need not have, or must not do.
const stubs: Readonly<Record<string, string>> = {
  git: `case "$*" in
  *rev-parse*) echo ${'c0ffee00'.repeat(5)} ;;
  *describe*) printf '%s\\n' "\${CI_COMMIT_DESCRIPTION:-1111111}" ;;
  *log*|*show*) printf '%s\\n' "\${CI_COMMIT_MESSAGE:-Mend the shop}" ;;
esac`,
  docker: 'echo 10.0.0.1',
  ...Object.fromEntries(
    ['kubectl', 'sleep', 'sudo', 'apk', 'apt-get', 'curl', 'wget', 'npm', 'pip', 'nc'].map((name) => [name, ':']),
  ),
}

/** Runs what a vendor would run for a job, in real shells, in a folder that goes afterwards. */
export function runWork(work: Work, places: readonly string[]): Ran {
  const base = mkdtempSync(join(tmpdir(), 'pipegen-work-'))
  const [bin, root] = [join(base, 'bin'), join(base, 'workspace')]
  const trace = join(base, 'trace')
  const errors: string[] = []
  try {
    for (const folder of [
      ...places.map((place) => join(root, place)),
      bin,
      root,
      join(root, 'temp'),
      join(base, 'tekton/results'),
      join(base, 'tekton/home'),
    ])
      mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(stubs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
      chmodSync(join(bin, name), 0o755)
    }
    writeFileSync(join(root, '.probe'), '')
    const steps: RanStep[] = []
    const deeds: Ran['deeds'][number][] = []
    const images: (string | null)[] = []
    let waited = false
    // The folders that images have at their root stand in ours.
    const here = (text: string): string =>
      text
        .replaceAll(/(?<![\w.])\/(tekton|artifacts|workspace|var\/run)(?=\/|\b)/g, `${base}/$1`)
        .replaceAll(/\/dev\/tcp\/[\w.$-]+\/[\w$]+/g, '$(echo >>"$PROBE_TRACE.waited";echo /dev/null)')
        .replaceAll('<checkout>', root)
    let count = 0
    const start = (process: Process): ProcessEnd => {
      const number = count++
      images.push(process.image)
      const [program = 'false', ...options] = process.command
      const cwd = join(root, process.folder)
      mkdirSync(cwd, { recursive: true })
      for (const [path, text] of Object.entries(process.left ?? {})) {
        mkdirSync(join(root, path, '..'), { recursive: true })
        writeFileSync(join(root, path), text)
      }
      // What the cluster mounts.
      for (const [, path = ''] of process.script.matchAll(/\/(var\/run\/[\w./-]+)/g)) {
        mkdirSync(join(base, path, '..'), { recursive: true })
        writeFileSync(join(base, path), '<file>')
      }
      const files = Object.fromEntries(process.files.map((name) => [name, join(base, `${name}-${number}`)]))
      for (const file of Object.values(files)) writeFileSync(file, '')
      const script = join(base, `script-${number}`)
      writeFileSync(script, here(process.script))
      writeFileSync(trace, '')
      const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, here(value)]))
      const done = spawnSync(program, [...options, script], {
        cwd,
        encoding: 'utf8',
        timeout: 60_000,
        env: { HOME: base, ...env, ...files, PATH: `${bin}:${basePath}`, PROBE_TRACE: trace },
      })
      const found = stepsIn(readFileSync(trace, 'utf8'), process.image)
      if (steps.length === 0 && existsSync(`${trace}.waited`)) waited = true
      steps.push(...found)
      if (done.status !== 0) errors.push(done.stderr.trim() || `ended with ${done.status}`)
      return {
        passed: done.status === 0,
        read: (path) => readIf(path.startsWith('/') ? join(base, path) : join(root, path)),
        files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, readFileSync(file, 'utf8')])),
      }
    }
    const outputs = work.run({ start, note: (what) => deeds.push({ what, after: steps.length }) })
    return { steps, errors, deeds, images, waited, outputs }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

function readIf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const basePath = process.env.PATH ?? ''

function stepsIn(trace: string, image: string | null): readonly RanStep[] {
  return trace
    .split(/(?:^|(?<=\0))STEP /)
    .slice(1)
    .map((text) => {
      const [head = '', ...entries] = text.split('\0').slice(0, -1)
      const [, job = '', index = '', options = '', folder = ''] = /^(\S+) (\d+) (\S+ \S+) \/?(.*)$/s.exec(head) ?? []
      const env = Object.fromEntries(
        entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      )
      return { job, index: Number(index), folder: folder === '' ? '.' : folder, image, options, env }
    })
}
