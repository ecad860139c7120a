import { any, branch, docker, job, not, push, secret, sh, story, tag } from 'pipegen'

const test = job({
  when: not(any(branch('wip/**'), tag('wip/**'))),
  tools: [docker()],
  steps: [
    sh`docker build --tag shop --file docker/Dockerfile .`,
    sh`docker run --rm --volume "$PWD":/app --volume "$PWD"/reports:/reports shop make test`,
  ],
})

const publish = job({
  when: any(branch('main'), tag('main')),
  tools: [docker()],
  env: { REGISTRY_USER: secret('REGISTRY_USER'), REGISTRY_PASSWORD: secret('REGISTRY_PASSWORD') },
  steps: [
    sh`echo "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin registry.example.com`,
    sh`docker build --tag registry.example.com/shop --file docker/Dockerfile .`,
    sh`docker push registry.example.com/shop`,
  ],
})

export default story({
  name: 'ci',
  targets: ['codeship'],
  on: [push(), tag('**')],
  stages: { Test: test, Publish: publish },
})
