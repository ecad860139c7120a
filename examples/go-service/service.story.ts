// A Go service: vetted, tested against Redis, built for two processors, deployed by hand.
import {
  all,
  branch,
  ctx,
  dependencies,
  environment,
  event,
  go,
  input,
  job,
  manual,
  pullRequest,
  push,
  secret,
  service,
  sh,
  step,
  story,
} from 'pipegen'

const redis = service({ image: 'redis:8', port: 6379, ready: 'redis-cli ping' })
const deployment = manual({
  inputs: {
    stage: input.choice(['staging', 'production'], { description: 'Where to deploy to' }),
    dryRun: input.boolean({ description: 'Only say what would be done' }),
  },
})

const vet = job({
  tools: [go('1.25')],
  caches: [dependencies('go')],
  steps: [sh`go vet ./...`, sh`test -z "$(gofmt -l .)"`],
  timeout: 10,
})

const test = job({
  tools: [go('1.25')],
  services: { redis },
  caches: [dependencies('go')],
  env: { REDIS_ADDRESS: `${redis.host}:${redis.port}` },
  steps: [sh`go test -race -coverprofile=coverage.out ./...`],
  reports: { coverage: { pattern: /total:\s+\(statements\)\s+(\d+\.\d+)%/ } },
  timeout: 20,
})

const build = job({
  matrix: { arch: ['amd64', 'arm64'] },
  tools: [go('1.25')],
  caches: [dependencies('go')],
  env: ({ arch }) => ({ CGO_ENABLED: '0', GOARCH: arch }),
  steps: ({ arch }) => [
    step({
      name: 'Build',
      run: sh`go build -trimpath -ldflags ${`-s -w -X main.revision=${ctx.sha}`} -o dist/service-${arch} ./cmd/service`,
    }),
  ],
  artifacts: { binaries: { paths: 'dist/', modes: true } },
  timeout: 15,
})

const deploy = job({
  needs: [build],
  when: all(event('manual'), branch('main')),
  environment: environment(`${deployment.inputs.stage}`, { url: `https://${deployment.inputs.stage}.example.com` }),
  image: 'alpine:3.22',
  shell: 'sh',
  env: { DEPLOY_KEY: secret.file('DEPLOY_KEY') },
  steps: [
    sh`apk add --no-cache openssh-client`,
    step({
      name: 'Deploy',
      run: sh`./ci/deploy ${deployment.inputs.stage} dist/service-amd64`,
      when: deployment.inputs.dryRun.is(false),
    }),
    step({
      name: 'Say what would be done',
      run: sh`./ci/deploy --dry-run ${deployment.inputs.stage} dist/service-amd64`,
      when: deployment.inputs.dryRun.is(true),
    }),
  ],
  timeout: '1h',
})

export default story({
  name: 'service',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'] }), pullRequest({ branches: ['main'] }), deployment],
  stages: { check: { vet, test }, build: { build }, deploy: { deploy } },
})
