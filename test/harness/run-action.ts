import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

type Inputs = Readonly<Record<string, string>>

/** Does what an action that moves artifacts does; any other does nothing. Tells whether it succeeded. */
export function runAction(uses: string, inputs: Inputs, workspace: string, store: string): boolean {
  if (uses.startsWith('actions/upload-artifact@')) return upload(inputs, workspace, store)
  if (uses.startsWith('actions/download-artifact@')) return download(inputs, workspace, store)
  return true
}

// Files lie in the artifact as seen from the folder that all searched paths have in common:
// https://github.com/actions/upload-artifact#upload-using-multiple-paths-and-exclusions
function upload(inputs: Inputs, workspace: string, store: string): boolean {
  const lines = (inputs.path ?? '').split('\n').filter((line) => line !== '')
  const wanted = lines.filter((line) => !line.startsWith('!'))
  const left = new Set(
    lines.filter((line) => line.startsWith('!')).flatMap((line) => filesOf(line.slice(1), workspace)),
  )
  const files = wanted.flatMap((line) => filesOf(line, workspace)).filter((file) => !left.has(file))
  if (files.length === 0) return inputs['if-no-files-found'] !== 'error'
  const root = common(wanted.map((line) => searched(line, workspace)))
  for (const file of files) copy(join(workspace, file), join(store, inputs.name ?? 'artifact', relative(root, file)))
  return true
}

function download(inputs: Inputs, workspace: string, store: string): boolean {
  const all = existsSync(store) ? readdirSync(store) : []
  const names =
    inputs.pattern === undefined ? [inputs.name ?? ''] : all.filter((name) => matches(inputs.pattern ?? '', name))
  for (const name of names) {
    if (!all.includes(name)) return false
    for (const file of filesOf('.', join(store, name)))
      copy(join(store, name, file), join(workspace, inputs.path ?? '.', file))
  }
  return true
}

// The archive of an artifact keeps no modes.
function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { mode: 0 })
  execFileSync('chmod', ['644', to])
}

/** The files that a path or glob stands for, from the folder. */
function filesOf(pattern: string, folder: string): readonly string[] {
  const script = 'shopt -s globstar dotglob nullglob; IFS=; for one in $0; do find "$one" ! -type d -print0; done'
  const found = execFileSync('bash', ['-c', script, pattern.replace(/\/$/, '')], { cwd: folder, encoding: 'utf8' })
  return found.split('\0').filter((file) => file !== '')
}

/** Where a path or glob is searched from: all of it before the first wildcard. */
function searched(pattern: string, folder: string): string {
  const plain = pattern.split('/').filter((part) => part !== '')
  const wild = plain.findIndex((part) => /[*?[]/.test(part))
  const path = plain.slice(0, wild < 0 ? undefined : wild).join('/') || '.'
  const isFolder = existsSync(join(folder, path)) && statSync(join(folder, path)).isDirectory()
  return wild >= 0 || isFolder ? path : dirname(path)
}

function common(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => (path === '.' ? [] : path.split('/')))
  const length = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return first.slice(0, length < 0 ? undefined : length).join('/')
}

function matches(pattern: string, name: string): boolean {
  const script = 'shopt -s extglob; [[ "$1" == $0 ]] && echo yes || echo no'
  return execFileSync('bash', ['-c', script, pattern, name], { encoding: 'utf8' }) === 'yes\n'
}
