import { docker, environment, job, manual, secret, sh, story } from 'pipegen'

const publish = job({
  image: 'node:22',
  tools: [docker()],
  environment: environment('staging', { tier: 'staging' }),
  env: { HUB_PASSWORD: secret('HUB_PASSWORD') },
  steps: [sh`docker login --username shop --password $HUB_PASSWORD`, sh`docker push shop/app`],
  timeout: 20,
})

export default story({
  name: 'publish-to-the-hub-dev',
  title: 'publish to the hub (dev)',
  targets: ['bitbucket'],
  on: [manual()],
  like: 'bitbucket',
  stages: { Publish: publish },
})
