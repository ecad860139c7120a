import { always, job, onFailure, pullRequest, push, sh, step, story, tag } from 'pipegen'

const test = job({
  matrix: { os: ['linux', 'macos'], CC: ['gcc', 'clang'] },
  runner: ({ os }) => ({ os: os, arch: 'x64' }),
  checkout: { depth: 0, tags: true, pullRequest: 'merge' },
  env: ({ CC, os }) => ({ CC: CC, TRAVIS_OS_NAME: os }),
  steps: [
    sh`
      travis_retry() { "$@" || { sleep 1; "$@"; } || { sleep 1; "$@"; }; }
      case $TRAVIS_OS_NAME in macos) TRAVIS_OS_NAME=osx ;; esac
      case $CC in gcc*) export CXX="g++\${CC#gcc}" ;; clang*) export CXX="clang++\${CC#clang}" ;; esac
      source ci/env.sh
      { [ "$TRAVIS_OS_NAME" = osx ] && brew update; } || exit $?
      travis_retry ./ci/fetch
      {
      mkdir build
      cd build
      } || exit $?
      result=0
      make -j2 || result=$?
      { make check; make bench; } || result=$?
      exit "$result"
    `,
    step({
      run: sh`
        case $CC in gcc*) export CXX="g++\${CC#gcc}" ;; clang*) export CXX="clang++\${CC#clang}" ;; esac
        source ci/env.sh
        cat build/config.log
      `,
      when: onFailure(),
      continueOnError: true,
    }),
    step({
      run: sh`
        case $CC in gcc*) export CXX="g++\${CC#gcc}" ;; clang*) export CXX="clang++\${CC#clang}" ;; esac
        source ci/env.sh
        set +e
        ./ci/clean
        ./ci/report
      `,
      when: always(),
      continueOnError: true,
    }),
  ],
})

export default story({ name: 'ci', targets: ['github'], on: [push(), tag('**'), pullRequest()], stages: { test } })
