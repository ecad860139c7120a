import type { Report } from '../../../src/diagnostics.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { itemsOf, lose } from './context.ts'
import { globalOf, rowsOf } from './env.ts'

const why: Readonly<Record<string, string>> = {
  notifications: 'who is told of results is said in the settings of the new vendor',
  dist: 'the machine is the usual one of the new vendor: is a system of another age needed, name an image',
  osx_image: 'the machine is the usual one of the new vendor',
  group: 'it names machines of Travis',
  workspaces: 'leave the files as artifacts, and let the jobs that use them need the one that makes them',
  virt: 'it names machines of Travis',
  vm: 'say the size of the machine by `runner`',
  filter_secrets: 'vendors hide secrets by themselves',
  android: 'install the parts of the SDK in a step',
  virtualenv: 'make the environment in a step',
  gobuild_args: 'give the arguments to go in a step',
  go_import_path: 'set the folder up in a step, or use modules',
}

// What is read everywhere it counts, or has not counted for years.
const read = new Set([
  ...[
    'language',
    'os',
    'arch',
    'env',
    'jobs',
    'matrix',
    'stages',
    'stage',
    'name',
    'branches',
    'if',
    'conditions',
    'version',
  ],
  ...[
    'sudo',
    'services',
    'addons',
    'cache',
    'git',
    'before_install',
    'install',
    'before_script',
    'script',
    'after_success',
  ],
  ...[
    'after_failure',
    'after_script',
    'before_cache',
    'before_deploy',
    'deploy',
    'after_deploy',
    'compiler',
    'gemfile',
  ],
  ...['bundler_args', 'merge_mode'],
])

/** Says of all keys that no part of the reader spoke of what became of them. */
export function settleRoot(root: Cursor, report: Report): void {
  settle(root, report)
  const matrix = root.look('jobs') ?? root.look('matrix')
  const listed = matrix?.kind === 'map' ? matrix.look('include') : matrix
  for (const [index, job] of itemsOf(listed).entries()) {
    if (job.kind === 'map') settle(job, report)
    listed?.take(index)
  }
  for (const key of ['exclude', 'allow_failures'])
    for (const row of itemsOf(matrix?.kind === 'map' ? matrix.look(key) : undefined))
      if (row.kind === 'map') row.mark('carried')
      else lose(row, 'only a row with keys is looked at, such as `- env: NAME=value`', report)
  const fast = matrix?.kind === 'map' ? matrix.look('fast_finish') : undefined
  if (fast !== undefined) {
    if (fast.data === true) lose(fast, 'it only tells the result before the jobs that may fail have ended', report)
    fast.mark('carried')
  }
  for (const key of ['jobs', 'matrix']) {
    root.take(key)
    root.look(key)?.take('include')
    root.look(key)?.take('exclude')
    root.look(key)?.take('allow_failures')
  }
}

function settle(map: Cursor, report: Report): void {
  for (const key of map.keys) {
    const value = map.look(key)
    if (value === undefined) continue
    if (key === 'import') lose(value, 'what stands in another file is not read: import that file too', report, 'safety')
    else if (Object.hasOwn(why, key)) lose(value, why[key] ?? '', report)
    else if (read.has(key) || versions.has(key)) {
      if (key === 'jobs' || key === 'matrix') continue
      for (const item of key === 'env' ? [...rowsOf(value), ...globalOf(value)] : itemsOf(value)) item.mark('carried')
      value.mark('carried')
    }
  }
}

const versions = new Set(
  'node_js python rvm ruby rbenv go php jdk scala lein rust dotnet mono elixir otp_release perl perl6 ghc julia crystal dart r d haxe nix smalltalk xcode_scheme xcode_sdk'.split(
    ' ',
  ),
)
