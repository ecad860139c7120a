import { describe, expect, test } from 'vitest'
import { conform } from '../../harness/conform.ts'
import { canRunGitlab, isBeyondGitlabLocal, runGitlab, runGitlabLocal } from '../../harness/run-gitlab.ts'

const how = canRunGitlab ? 'run by gitlab-ci-local, leaves' : 'NOT RUN for want of rsync, would leave'

conform({
  id: 'gitlab',
  how: `the configuration for GitLab, ${how} the trace of the story`,
  play: (files) => runGitlab(files[0]?.text ?? ''),
  canRun: canRunGitlab,
  beyond: (files) => isBeyondGitlabLocal(files[0]?.text ?? ''),
})

// Where one of these fails, gitlab-ci-local has learnt it, and the stories can be run by it as they are.
describe.runIf(canRunGitlab)('what GitLab does, and gitlab-ci-local does not', () => {
  const told = (lines: readonly string[], jobs?: readonly string[]) =>
    runGitlabLocal(`${lines.join('\n')}\n`, jobs).trace
  const says = (text: string) => `  script: ['echo "${text}" >> "$TRACE"']`

  // https://docs.gitlab.com/ci/yaml/#when
  test('it starts what waits behind a job that was held back', () => {
    const jobs = [
      ['stages: [one, two, three]'],
      ['fails:', '  stage: one', `  script: ['echo "fails" >> "$TRACE"', exit 1]`],
      ['held:', '  stage: two', says('held')],
      ['tells:', '  stage: three', '  when: on_failure', says('tells')],
      ['cleans:', '  stage: three', '  when: always', says('cleans')],
    ]
    expect(told(jobs.flat())).toBe('exit 1\nfails\n')
    expect(told(jobs.flat(), ['fails', 'tells', 'cleans'])).toBe('exit 1\ncleans\nfails\ntells\n')
  })

  // https://docs.gitlab.com/ci/runners/configure_runners/#git-strategy
  test('it starts a job without the sources', () => {
    const look = `  script: ['[ -e README.md ] && echo files >> "$TRACE" || echo none >> "$TRACE"']`
    expect(told(['bare:', '  variables:', '    GIT_STRATEGY: empty', look])).toBe('exit 0\nfiles\n')
  })

  // https://docs.gitlab.com/ci/yaml/#artifactspaths
  test('it takes a space in the path of an artifact as part of it', () => {
    const jobs = [
      ['stages: [one, two]'],
      ['makes:', '  stage: one', `  script: ['echo x > "a b"']`, `  artifacts: {paths: ['a b']}`],
      ['looks:', '  stage: two', `  script: ['ls | grep -c "a b" >> "$TRACE" || true']`],
    ]
    expect(told(jobs.flat())).toBe('exit 0\n0\n')
  })

  // https://docs.gitlab.com/ci/yaml/#timeout
  test('it ends a job at its limit', () => {
    const script = `  script: ['echo begins >> "$TRACE"', sleep 2, 'echo ends >> "$TRACE"']`
    expect(told(['late:', '  timeout: 1 second', script])).toBe('exit 0\nbegins\nends\n')
  })
})
