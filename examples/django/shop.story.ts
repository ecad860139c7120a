// A Django shop, from the first commit on: check it, test it, pack it, ship it.
import {
  branch,
  ctx,
  dependencies,
  docker,
  environment,
  event,
  job,
  manual,
  matrix,
  pullRequest,
  push,
  python,
  schedule,
  secret,
  service,
  sh,
  step,
  story,
} from 'pipegen'

const registry = 'registry.example.com/shop'
const registryUser = secret('REGISTRY_USER')
const registryPassword = secret('REGISTRY_PASSWORD')

const integration = environment('integration', { url: 'https://integration.shop.example.com', tier: 'staging' })
const production = environment('production', { url: 'https://shop.example.com', approval: 'manual' })

const postgres = service({
  image: 'postgres:17',
  port: 5432,
  env: { POSTGRES_PASSWORD: 'test', POSTGRES_DB: 'shop' },
  ready: 'pg_isready --username postgres',
})

const nightly = schedule('30 3 * * 1-5', { timeZone: 'Europe/Zurich', name: 'nightly' })

const checks = job({
  name: 'Check',
  matrix: { check: ['system', 'deploy', 'migrations', 'syntax'] },
  tools: [python('3.13')],
  caches: [dependencies('pip', { key: 'requirements.txt' })],
  steps: ({ check }) => [sh`./ci/install`, sh`./ci/check ${check}`],
  timeout: 10,
})

const unit = job({
  name: 'Unit tests',
  matrix: matrix({ python: ['3.12', '3.13', '3.14'] }),
  tools: (cell) => [python(cell.python)],
  caches: [dependencies('pip', { key: 'requirements.txt' })],
  steps: [sh`./ci/install`, step({ name: 'Run the tests', run: sh`python3 manage.py test --exclude-tag acceptance` })],
  reports: { junit: 'reports/unit.xml' },
  timeout: 20,
})

const acceptance = job({
  name: 'Acceptance tests',
  tools: [python('3.13')],
  services: { postgres },
  env: { DJANGO_DATABASE_URL: `postgres://postgres:test@${postgres.host}:${postgres.port}/shop` },
  steps: [sh`./ci/install`, sh`python3 manage.py test --tag acceptance`],
  reports: { junit: 'reports/unit.xml' },
  timeout: 20,
})

const image = job({
  name: 'Image',
  tools: [docker()],
  shell: 'sh',
  when: event('push'),
  outputs: ['reference'],
  env: { REGISTRY_USER: registryUser, REGISTRY_PASSWORD: registryPassword },
  steps: [
    step({
      name: 'Log in',
      run: sh`printf %s "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin registry.example.com`,
    }),
    step({
      name: 'Build and push',
      run: sh`
        docker build --pull --tag ${registry}:${ctx.sha} .
        docker push ${registry}:${ctx.sha}
      `,
    }),
    step({
      name: 'Name the image',
      run: sh`echo "reference=$(docker inspect --format '{{index .RepoDigests 0}}' ${registry}:${ctx.sha})" >> "$PIPEGEN_OUTPUT"`,
    }),
  ],
  timeout: 30,
})

const deployIntegration = job({
  name: 'Deploy to integration',
  when: branch('main'),
  environment: integration,
  image: 'alpine/k8s:1.34.1',
  env: { KUBE_TOKEN: secret('KUBE_TOKEN_INTEGRATION') },
  steps: [sh`./deployment/deploy integration ${image.outputs.reference}`],
  timeout: 15,
})

const deployProduction = job({
  name: 'Deploy to production',
  needs: [deployIntegration],
  when: branch('main'),
  environment: production,
  image: 'alpine/k8s:1.34.1',
  env: { KUBE_TOKEN: secret('KUBE_TOKEN_PRODUCTION') },
  steps: [sh`./deployment/deploy production ${image.outputs.reference}`],
  timeout: 15,
})

const audit = job({
  name: 'Audit of dependencies',
  needs: [],
  when: event(nightly),
  tools: [python('3.13')],
  steps: [sh`python3 -m pip install pip-audit`, sh`pip-audit --requirement requirements.txt`],
  timeout: 10,
})

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'] }), pullRequest(), nightly, manual()],
  cancelSuperseded: 'pullRequests',
  stages: {
    check: { checks, audit },
    test: { unit, acceptance },
    image: { image },
    deploy: { deployIntegration, deployProduction },
  },
})
