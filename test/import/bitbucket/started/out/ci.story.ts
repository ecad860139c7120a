import { job, push, sh, story } from 'pipegen'

// One step of each kind.
const step1 = job({ steps: [sh`npm ci`, sh`npm test`] })

const packItUpTar = job({
  name: 'Pack it up (tar)',
  steps: sh`
    export NAME=shop-$BITBUCKET_BUILD_NUMBER.tgz
    tar -czf "$NAME" dist
  `,
  artifacts: { packItUpTar: '*.tgz' },
})

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push()],
  like: 'bitbucket',
  defaults: { image: 'node:22' },
  stages: { step1, packItUpTar },
})
