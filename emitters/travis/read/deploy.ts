import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Report } from '../../../src/diagnostics.ts'
import type { Condition, RunStep } from '../../../src/ir.ts'
import { plainStep } from '../../../src/plain-step.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { entryOf, itemsOf, lose, type RawJob } from './context.ts'
import { linesOf } from './lines.ts'
import { scriptOf } from './script.ts'

/** What people run instead of a provider. */
const instead: Readonly<Record<string, string>> = {
  pypi: '`python -m build && twine upload dist/*` with TWINE_PASSWORD as a secret',
  npm: '`npm publish` with NODE_AUTH_TOKEN as a secret',
  rubygems: '`gem build *.gemspec && gem push *.gem` with GEM_HOST_API_KEY as a secret',
  cargo: '`cargo publish` with CARGO_REGISTRY_TOKEN as a secret',
  pages: 'a push of the folder to the branch of the pages, with a token as a secret',
  releases: 'a release by the command line of the forge (`gh release create`), with a token as a secret',
  heroku: '`git push` to Heroku with HEROKU_API_KEY as a secret',
  s3: '`aws s3 sync` with the keys as secrets',
  gcs: '`gsutil rsync` with the key as a secret',
  firebase: '`firebase deploy` with FIREBASE_TOKEN as a secret',
  surge: '`surge` with SURGE_TOKEN as a secret',
  netlify: '`netlify deploy` with NETLIFY_AUTH_TOKEN as a secret',
}

/** What deployments become. */
export interface Deployments {
  readonly steps: readonly RunStep[]
  /** Commands that the steps have, for the variables that they read. */
  readonly script: string
}

/** The deployments of a job that are scripts, as steps; of the others, what to write: https://docs.travis-ci.com/user/deployment/ */
export function readDeployments(
  job: RawJob,
  { before, replay }: { readonly before: (script: string) => readonly string[]; readonly replay: readonly string[] },
  report: Report,
): Deployments {
  const deploy = job.keys.get('deploy')
  const steps: RunStep[] = []
  const texts: string[] = []
  const conditions: Condition[] = []
  for (const item of itemsOf(deploy)) {
    if (item.kind !== 'map') {
      if (item.data !== false && item.text() !== 'skip') lose(item, 'it names no provider', report)
      continue
    }
    const provider = item.look('provider')?.text()?.toLowerCase() ?? ''
    if (provider !== 'script' && provider !== 'exec') {
      const command = entryOf(instead, provider)
      lose(
        item,
        `what Travis does for '${provider}' is a step that you write: ${command ?? 'its command line, with what it needs as secrets'}, where the conditions of 'on' hold`,
        report,
      )
      continue
    }
    const script = item.look('script')
    const on = item.look('on')
    const { condition, tests } = whenOf(on?.kind === 'map' ? on : undefined, report)
    conditions.push(condition)
    const lines = linesOf(script)
    const text = scriptOf([{ lines, after: 'stop' }], [...before(lines.join('\n')), ...replay, ...tests])
    texts.push(lines.join('\n'), ...tests)
    if (lines.length > 0) steps.push({ ...plainStep(text, item.origin), condition })
    for (const key of item.keys) item.look(key)?.mark('carried')
    item.mark('carried')
  }
  deploy?.mark('carried')
  const around = (key: string, free: boolean): readonly RunStep[] => {
    const phase = job.keys.get(key)
    const lines = linesOf(phase)
    if (phase === undefined || lines.length === 0) return []
    if (steps.length === 0) {
      lose(phase, 'it belongs to a deployment that is no step of the story', report)
      return []
    }
    phase.mark('carried')
    texts.push(lines.join('\n'))
    const text = scriptOf([{ lines, after: free ? 'free' : 'stop' }], [...before(lines.join('\n')), ...replay])
    return [{ ...plainStep(text, phase.origin), condition: anyOf(conditions), continueOnError: free }]
  }
  const [first, last] = [around('before_deploy', false), around('after_deploy', true)]
  return { steps: [...first, ...steps, ...last], script: texts.join('\n') }
}

// https://docs.travis-ci.com/user/deployment-v2/conditional/
function whenOf(
  on: Cursor | undefined,
  report: Report,
): { readonly condition: Condition; readonly tests: readonly string[] } {
  const tags = on?.look('tags')?.data
  const all = on?.look('all_branches')?.data === true || tags === true
  const branches = itemsOf(on?.look('branch') ?? on?.look('branches')).flatMap((item) => item.text() ?? [])
  const names = branches.length > 0 ? branches : ['master']
  const noPull = notOf({ test: 'event', events: ['pullRequest'] })
  const ofBranch: Condition = { test: 'branch', patterns: names }
  const ofTag: Condition = { test: 'tag', patterns: ['**'] }
  const repo = on?.look('repo')?.text()
  const tests = itemsOf(on?.look('condition')).map((item) => `[[ ${item.text() ?? ''} ]] || exit 0`)
  for (const key of on?.keys ?? [])
    if (!['tags', 'all_branches', 'branch', 'branches', 'repo', 'condition'].includes(key)) {
      const part = on?.look(key)
      if (part !== undefined)
        lose(part, 'it picks the job of the matrix that deploys: let a job of its own deploy', report, 'safety')
    }
  const condition = allOf([
    noPull,
    all ? yes : ofBranch,
    tags === true ? ofTag : tags === false ? notOf(ofTag) : yes,
    repo === undefined ? yes : { test: 'equals', value: { ref: 'context', name: 'repository' }, to: repo },
  ])
  return { condition, tests }
}
