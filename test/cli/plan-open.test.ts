import { expect, test } from 'vitest'
import { findingsOf, pipegen, project } from './project.ts'

const folder = project({
  'ci.story.ts': `import { job, pullRequest, secret, sh, story, vendorCondition } from 'pipegen'
const preview = job({
  env: { TOKEN: secret('TOKEN'), MODE: 'fast' },
  when: vendorCondition({ github: "github.event.pull_request.head.ref == 'topic'", gitlab: '$CI_MERGE_REQUEST_SOURCE_BRANCH_NAME =~ /preview/' }),
  steps: [sh\`make preview\`],
})
const tell = job({ needs: [preview], steps: [sh\`make tell\`] })
const lint = job({ needs: [], steps: [sh\`make lint\`] })
export default story({ name: 'shop', targets: ['github', 'gitlab'], on: [pullRequest()], stages: { one: { preview, tell, lint } } })
`,
})
const plan = (...args: readonly string[]) => pipegen(folder, ['plan', ...args])

test('what vendors decide in their own words is said to be unknown, and so is what needs it', () => {
  const run = plan('--pull-request', 'topic:main')
  expect(run.code).toBe(0)
  expect(run.stdout).toMatch(/preview +unknown +decided by github and gitlab alone/)
  expect(run.stdout).toMatch(/tell +unknown +as open as what it waits for/)
  expect(run.stdout).toContain('1 run, 2 unknown')
  expect(run.stderr).toContain("whether 'preview' runs is decided by GitHub and GitLab CI alone")
  const json = plan('--pull-request', 'topic:main', '--format', 'json')
  expect(findingsOf(json)).toMatchObject([{ code: 'plan-vendor-condition', severity: 'warning' }])
  const [{ jobs }] = JSON.parse(json.stdout).stories
  expect(jobs).toMatchObject([
    { job: 'preview', fate: 'unknown', decidedBy: ['github', 'gitlab'] },
    { job: 'tell', fate: 'unknown' },
    { job: 'lint', fate: 'succeeded' },
  ])
})

test('its own vendor tells what becomes of it there, and that is no difference', () => {
  const run = plan('--pull-request', 'topic:main', '--to', 'github,gitlab')
  expect([run.code, run.stderr]).toEqual([0, expect.not.stringContaining('error')])
  expect(run.stdout).toMatch(/preview +unknown +runs +absent/)
  expect(plan('--pull-request', 'preview-1:main', '--to', 'github,gitlab').stdout).toMatch(
    /preview +unknown +skipped +runs/,
  )
})

test('the JSON has the environment of steps, and no value of a secret', () => {
  const [{ jobs }] = JSON.parse(plan('--pull-request', 'topic:main', '--format', 'json').stdout).stories
  expect(jobs[0].env).toEqual([{ step: 0, env: { TOKEN: '<TOKEN>', MODE: 'fast' } }])
})
