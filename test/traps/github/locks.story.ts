// Deployments that queue, and runs of pull requests that replace each other.
import { branch, environment, job, pullRequest, push, secret, sh, story } from 'pipegen'

const staging = job({ when: branch('main'), environment: environment('staging'), steps: [sh`./deploy staging`] })
const production = job({
  needs: [staging],
  when: branch('main'),
  environment: environment('production', { approval: 'manual', url: 'https://example.com' }),
  image: 'alpine:3.22',
  shell: 'sh',
  env: { TOKEN: secret('TOKEN') },
  steps: [sh`./deploy production`],
  artifacts: { log: { paths: 'log/', when: 'always' } },
})
const paint = job({ lock: 'paint', steps: [sh`true`] })

export default story({
  name: 'locks',
  on: [push({ branches: ['main', 'dev'] }), pullRequest()],
  cancelSuperseded: 'pullRequests',
  stages: { staging: { staging, paint }, production: { production } },
})
