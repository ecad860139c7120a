import { all, event, go, job, not, pullRequest, push, sh, step, story, tag } from 'pipegen'

const test = job({
  tools: [go('1.21')],
  checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' },
  env: { TRAVIS_OS_NAME: 'linux' },
  steps: [
    sh`
      if [ ! -f Makefile ]; then
        go get -t ./...
      fi
    `,
    sh`make test`,
    step({ run: sh`make dist`, when: all(not(event('pullRequest')), tag('**')) }),
    step({
      run: sh`
        [[ $TRAVIS_OS_NAME = linux ]] || exit 0
        ./ci/release
      `,
      when: all(not(event('pullRequest')), tag('**')),
    }),
    step({ run: sh`./ci/tell`, when: all(not(event('pullRequest')), tag('**')), continueOnError: true }),
  ],
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push({ branches: ['main', 'v*.*'], tags: ['v*.*'] }), pullRequest({ branches: ['main', 'v*.*'] })],
  stages: { test },
})
