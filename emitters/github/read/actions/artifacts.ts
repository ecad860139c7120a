import type { Artifact, Status } from '../../../../src/ir.ts'
import type { DataMap } from '../../../../src/yaml/data.ts'
import { type ActionCall, actionOf, inputOf } from '../action.ts'
import { wordOf } from '../source.ts'

/** An artifact that a step keeps. */
export type ReadUpload = Omit<Artifact, 'origin'>

const inputs: ReadonlySet<string> = new Set([
  'name',
  'path',
  'if-no-files-found',
  'retention-days',
  'include-hidden-files',
  'compression-level',
])

/** The artifact that a step keeps; undefined for other steps, and where no story can say it. */
export function readUpload(step: DataMap, asked: ReadonlySet<string>): ReadUpload | undefined {
  const call = actionOf(step)
  const when = statusOf(step.if)
  if (call?.action !== 'actions/upload-artifact' || when === undefined || !isPlain(step, call, asked)) return undefined
  if (Object.keys(call.with).some((name) => !inputs.has(name))) return undefined
  const name = inputOf(call, 'name') ?? 'artifact'
  const lines = (inputOf(call, 'path') ?? '')
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [plainPath(line.trim())]))
  const paths = lines.filter((line) => !line.startsWith('!'))
  const retention = Number(inputOf(call, 'retention-days') ?? '90')
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name) || paths.length === 0 || lines.some(isOdd)) return undefined
  if (!(Number.isInteger(retention) && retention > 0)) return undefined
  const missing = inputOf(call, 'if-no-files-found') ?? 'warn'
  return {
    name,
    paths,
    exclude: lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)),
    retentionDays: retention,
    when,
    ifMissing: missing === 'error' || missing === 'ignore' ? missing : 'warn',
    modes: false,
  }
}

/** The artifact that a step puts in place, and where; undefined for other steps. */
export function readDownload(
  step: DataMap,
  asked: ReadonlySet<string>,
): { readonly name: string; readonly folder: string } | undefined {
  const call = actionOf(step)
  if (call?.action !== 'actions/download-artifact' || step.if !== undefined || !isPlain(step, call, asked))
    return undefined
  const pattern = inputOf(call, 'merge-multiple') === 'true' ? inputOf(call, 'pattern') : undefined
  const name = inputOf(call, 'name') ?? pattern
  const rest = Object.keys(call.with).filter((key) => !['name', 'pattern', 'merge-multiple', 'path'].includes(key))
  const folder = plainPath(inputOf(call, 'path') ?? '')
  if (name === undefined || rest.length > 0 || !/^[A-Za-z0-9][\w.-]*$/.test(name) || folder.includes('${{'))
    return undefined
  return { name, folder: folder === '.' ? '' : folder }
}

/** The folders that the content of an artifact can begin in. */
export function rootsOf({ paths }: ReadUpload): readonly string[] {
  const [only, ...more] = paths
  if (only !== undefined && more.length === 0 && !/[*?[]/.test(only)) {
    const folder = only.includes('/') ? only.slice(0, only.lastIndexOf('/')) : ''
    // Of one file the folder is left out, of a folder the folder itself: which it is shows its ending mostly.
    return /\.\w+$/.test(only) ? [folder] : [only, folder]
  }
  const starts = paths.map((path) => {
    const parts = path.split('/')
    const first = parts.findIndex((part) => /[*?[]/.test(part))
    return first < 0 ? parts : parts.slice(0, first)
  })
  const [first = [], ...others] = starts
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return [(end < 0 ? first : first.slice(0, end)).join('/')]
}

function isPlain(step: DataMap, call: ActionCall, asked: ReadonlySet<string>): boolean {
  const id = wordOf(step.id)
  if (id !== undefined && asked.has(id)) return false
  if (Object.values(call.with).some((value) => (wordOf(value) ?? '').includes('${{'))) return false
  return Object.keys(step).every((key) => ['uses', 'with', 'name', 'id', 'if'].includes(key))
}

function statusOf(value: unknown): Status | undefined {
  const word = (wordOf(value) ?? 'success()').replace(/^\$\{\{\s*(.*?)\s*\}\}$/s, '$1')
  return word === 'success()'
    ? 'success'
    : word === 'failure()'
      ? 'failure'
      : word === 'always()'
        ? 'always'
        : undefined
}

// A path as the story has it; the writer puts the last letter of some into brackets.
function plainPath(path: string): string {
  return path
    .replace(/^(!?)\.\//, '$1')
    .replace(/(.)\/+$/, '$1')
    .replace(/(^|[^\]])\[([\w-])\]$/, '$1$2')
}

function isOdd(path: string): boolean {
  const bare = path.replace(/^!/, '')
  return /^[/~]|^\.?$|^\*\*?(\/\*\*?)?$|\\|\$|(^|\/)\.\.(\/|$)|^[A-Za-z]:/.test(bare)
}
