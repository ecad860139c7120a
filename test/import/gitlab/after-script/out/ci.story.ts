import { always, ctx, job, manual, push, sh, step, story, tag } from 'pipegen'

const build = job({
  env: { BRANCH: ctx.branch },
  steps: [
    sh`
      apt-get update
      make "$TARBALL" || ./explain.sh
    `,
    step({
      run: sh`
        ./clean.sh "$BRANCH"
        rm -rf scratch
      `,
      when: always(),
      continueOnError: true,
      raw: { gitlab: { after_script: true } },
    }),
  ],
  raw: { gitlab: { variables: { BRANCH: '$CI_COMMIT_BRANCH' } } },
})

const test = job({
  steps: [
    sh`
      export LEVEL=2
      make test
    `,
    step({
      run: sh`echo "$TARBALL is done"`,
      when: always(),
      continueOnError: true,
      raw: { gitlab: { after_script: true } },
    }),
  ],
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  env: {
    // What GitLab runs behind the script of a job, and variables that it puts together from its own.
    TARBALL: `shop-${ctx.tag}.tar`,
    LEVEL: '1',
  },
  like: 'gitlab',
  defaults: { image: 'debian:12' },
  stages: { test: { build, test } },
  raw: { gitlab: { workflow: null, variables: { TARBALL: 'shop-$CI_COMMIT_TAG.tar' } } },
})
