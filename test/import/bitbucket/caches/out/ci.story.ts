import { cache, docker, job, push, sh, story } from 'pipegen'

// All of these are told.
const test = job({
  caches: [cache('node_modules'), cache({ name: 'lint', paths: ['.cache/eslint'] }), cache('~/.cache/pip')],
  steps: [sh`npm install`, sh`npm test`],
})

const locked = job({
  caches: [cache({ name: 'modules', paths: ['node_modules'], key: 'package-lock.json' })],
  steps: [sh`npm ci`],
})

// Layers of images are in no folder.
const image = job({
  image: 'node:22',
  tools: [docker()],
  steps: [sh`docker build .`],
  raw: { bitbucket: { caches: ['docker', 'node'] } },
})

export default story({
  name: 'ci',
  targets: ['bitbucket'],
  on: [push()],
  like: 'bitbucket',
  defaults: { image: 'node:22' },
  stages: { Test: test, Locked: locked, Image: image },
})
