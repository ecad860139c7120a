import {
  all,
  any,
  branch,
  event,
  job,
  manual,
  not,
  pullRequest,
  push,
  schedule,
  sh,
  story,
  tag,
  targetBranch,
} from 'pipegen'

const nightly = job({
  when: all(
    not(targetBranch('gh-pages')),
    any(event('schedule'), event('manual', 'api'), branch('release-**'), targetBranch('release-**'), tag('release-**')),
  ),
  env: { MODE: 'full' },
  steps: [sh`./all`],
})

const pulls = job({
  when: all(
    not(targetBranch('gh-pages')),
    event('pullRequest'),
    not(any(branch('main'), targetBranch('main'), branch('next'), targetBranch('next'))),
  ),
  env: { MODE: 'full' },
  steps: [sh`./some`],
})

const forks = job({ when: not(targetBranch('gh-pages')), env: { MODE: 'full' }, steps: [sh`./forks`] })

export default story({
  name: 'ci',
  targets: ['github'],
  on: [
    push({ ignoreBranches: ['gh-pages'], tags: ['**'] }),
    pullRequest(),
    schedule('0 3 * * *', { name: 'cron' }),
    manual(),
  ],
  defaults: { checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' } },
  stages: { test: { nightly, pulls, forks } },
})
