// A monorepo: each part is tested when it, or what it rests on, has changed.
import {
  all,
  branch,
  changed,
  dependencies,
  environment,
  job,
  node,
  pullRequest,
  push,
  python,
  secret,
  sh,
  story,
} from 'pipegen'

const shared = ['packages/shared/**', 'package-lock.json'] as const

const web = job({
  when: changed('apps/web/**', ...shared),
  tools: [node('24')],
  caches: [dependencies('npm')],
  workingDirectory: 'apps/web',
  steps: [sh`npm ci`, sh`npm test`, sh`npm run build`],
  artifacts: { web: 'apps/web/dist/' },
  timeout: 20,
})

const api = job({
  when: changed('apps/api/**'),
  tools: [python('3.13')],
  workingDirectory: 'apps/api',
  steps: [sh`pip install --requirement requirements.txt`, sh`python -m pytest`],
  timeout: 20,
})

const site = (name: 'staging' | 'production') =>
  job({
    name: `Deploy the web to ${name}`,
    needs: [web],
    when: all(branch('main'), changed('apps/web/**', ...shared)),
    environment: environment(name, {
      url: `https://${name}.example.com`,
      approval: name === 'production' ? 'manual' : 'none',
    }),
    image: 'node:24-bookworm',
    env: { DEPLOY_TOKEN: secret('DEPLOY_TOKEN') },
    steps: [sh`npx --yes ./tools/deploy apps/web/dist ${name}`],
    timeout: 15,
  })

export default story({
  name: 'monorepo',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'] }), pullRequest({ branches: ['main'] })],
  stages: { test: { web, api }, staging: { staging: site('staging') }, production: { production: site('production') } },
})
