import { expect, test } from 'vitest'
import { conform } from '../../harness/conform.ts'
import { canRunGitlab, runGitlab, runGitlabLocal } from '../../harness/run-gitlab.ts'

const how = canRunGitlab ? 'run by gitlab-ci-local, leaves' : 'NOT RUN for want of rsync, would leave'

conform(
  'gitlab',
  `the configuration for GitLab, ${how} the trace of the story`,
  (files) => runGitlab(files.find(({ path }) => path.endsWith('.yml'))?.text ?? ''),
  canRunGitlab,
)

// Where this fails, the other runner has learnt it, and stories need no second run.
test.runIf(canRunGitlab)('gitlab-ci-local starts nothing behind a job that was held back, and GitLab does', () => {
  const line = (text: string) => `  script: ['echo "${text}" >> "$TRACE"']`
  const jobs = [
    ['stages: [one, two, three]'],
    ['fails:', '  stage: one', `  script: ['echo "fails" >> "$TRACE"', exit 1]`],
    ['held:', '  stage: two', line('held')],
    ['tells:', '  stage: three', '  when: on_failure', line('tells')],
    ['cleans:', '  stage: three', '  when: always', line('cleans')],
  ]
  const text = `${jobs.flat().join('\n')}\n`
  expect(runGitlabLocal(text)).toEqual({ trace: 'exit 1\nfails\n', started: ['fails'], failed: ['fails'] })
  expect(runGitlabLocal(text, ['fails', 'tells', 'cleans']).trace).toBe('exit 1\ncleans\nfails\ntells\n')
})
