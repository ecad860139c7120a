// Matrices: plain, with rows that the vendor would match by another case, and with a condition on a value.
import { job, matrix, push, sh, story } from 'pipegen'

const plain = job({ matrix: matrix({ a: ['1', '2'] }, { include: [{ a: '2', b: 'x' }] }), steps: [sh`make`] })
const letters = job({
  matrix: matrix({ a: ['x', 'X'], b: ['1', '2'] }, { exclude: [{ a: 'x', b: '1' }] }),
  steps: [sh`make`],
})
const parted = job({
  matrix: { os: ['linux', 'macos'], v: ['1', '2'] },
  when: ({ os }) => os.is('linux'),
  steps: [sh`make`],
  artifacts: { out: 'out/' },
})

export default story({ name: 'matrix', on: [push()], stages: { test: { plain, letters, parted } } })
