import type { Report } from '../../../src/diagnostics.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { lose, type RawJob } from './context.ts'

const phases = new Map([
  ['pre_ci', 'before_install'],
  ['ci', 'before_script'],
  ['post_ci', 'script'],
  ['on_success', 'after_success'],
  ['on_failure', 'after_failure'],
  ['always', 'after_script'],
])
const silent: ReadonlySet<string> = new Set(['install', 'script'])
const elsewhere = ['integrations', 'runtime', 'resources', 'jobs', 'triggers']

/**
 * A job with the phases of `build` where Travis has its own. Of `ci` the first command that fails ends the job; without
 * it the language has its usual commands: http://docs.shippable.com/ci/build-and-test/
 */
export function withBuild(raw: RawJob, root: Cursor, report: Report): RawJob {
  const build = raw.keys.get('build')
  const keys = new Map([...raw.keys].filter(([key]) => key !== 'build' && !elsewhere.includes(key)))
  for (const key of elsewhere) {
    const part = root.look(key)
    if (part !== undefined && key !== 'jobs') lose(part, 'it is set up at the new vendor', silenced(root, key, report))
  }
  if (build?.kind !== 'map') return { ...raw, keys }
  for (const key of build.keys) {
    const part = build.look(key)
    const name = phases.get(key)
    if (part === undefined) continue
    if (name !== undefined) {
      if (part.data !== null) keys.set(name, part)
      part.mark('carried')
    } else if (part.data !== null && part.data !== false)
      lose(
        part,
        key === 'pre_ci_boot'
          ? 'name the image in the story'
          : 'it only makes builds faster, or is a step that you write',
        silenced(root, key, report),
      )
  }
  build.mark('carried')
  return { ...raw, keys, ...(keys.has('before_script') ? { silent } : {}) }
}

const told = new WeakMap<Cursor, Set<string>>()

// All jobs of a file share its parts, which are told once.
function silenced(root: Cursor, key: string, report: Report): Report {
  const known = told.get(root) ?? new Set<string>()
  told.set(root, known)
  if (known.has(key)) return () => undefined
  known.add(key)
  return report
}
