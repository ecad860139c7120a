// Caches on two systems, read by one job and written by another.
import { cache, job, matrix, push, sh, story } from 'pipegen'

const both = job({
  matrix: matrix({ os: ['linux', 'macos'] }),
  runner: ({ os }) => ({ os }),
  caches: ({ os }) => [
    cache({ name: 'deps', paths: ['.deps', '~/.x'], key: ['a.lock', 'b.lock'], prefix: os, fallback: [os, 'any'] }),
  ],
  steps: [sh`make`],
})
const read = job({
  caches: [cache({ name: 'deps', paths: ['.deps'], key: 'a.lock', policy: 'pull' })],
  steps: [sh`make`],
})
const write = job({
  caches: [cache({ name: 'deps', paths: ['.deps'], key: 'a.lock', policy: 'push' })],
  steps: [sh`make`],
})

export default story({ name: 'caches', on: [push()], stages: { test: { both, read, write } } })
