import { ctx, environment, event, job, pullRequest, push, sh, story } from 'pipegen'

const lint = job({ steps: [sh`npm run lint -- "$BITBUCKET_BRANCH"`] })

const tell = job({
  when: event('push'),
  env: { BITBUCKET_BRANCH: ctx.branch, BITBUCKET_COMMIT: ctx.sha },
  steps: [sh`echo "$BITBUCKET_BRANCH $BITBUCKET_COMMIT"`],
})

const checkByHand = job({
  name: 'Check (by hand)',
  when: event('pullRequest'),
  environment: environment('check by hand', { approval: 'manual' }),
  env: { BITBUCKET_BRANCH: ctx.pullRequest.sourceBranch },
  steps: [sh`git diff "origin/$BITBUCKET_PR_DESTINATION_BRANCH...$BITBUCKET_BRANCH"`],
  raw: { bitbucket: { deployment: null, 'concurrency-group': null } },
})

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push(), pullRequest()],
  like: 'bitbucket',
  defaults: { image: 'node:22' },
  stages: { Lint: lint, Tell: tell, checkByHand },
})
