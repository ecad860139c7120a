import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { inNewFolder } from '../harness/checkout.ts'
import { placeStory, runPlaced } from '../harness/run-here.ts'

const story = (step: string): string => `import { job, push, sh, story } from 'pipegen'
const one = job({ steps: [sh\`${step}\`] })
export default story({ name: 'out', on: [push()], stages: { test: { one } } })
`

/** What stands between the line of the step and the line that closes the job. */
function outputOf(step: string): Buffer {
  return inNewFolder((folder) => {
    const { stdout } = runPlaced(placeStory(folder, story(step)))
    const start = stdout.indexOf('\n', stdout.indexOf('\n$ ') + 1) + 1
    return Buffer.from(stdout.subarray(start, stdout.lastIndexOf('\nsucceeded in ') + 1))
  })
}

test('every byte of a long output arrives, in order', () => {
  const wanted = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => `${index}\n`).join(''))
  expect(wanted.length).toBeGreaterThan(10_000_000)
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(hash(outputOf('seq 0 1499999'))).toBe(hash(wanted))
})

test('bytes that are no text arrive as they are, and a line that does not end is ended', () => {
  expect(outputOf("printf '\\377\\0\\1 \\r\\033[31m'")).toEqual(Buffer.from('\xff\0\x01 \r\x1b[31m\n', 'latin1'))
})

test('both streams come in the order in which they were written, also by the names of the devices', () => {
  expect(
    outputOf('echo a; echo b >&2; echo c > /dev/stderr; echo d | tee /dev/stderr > /dev/null; echo e').toString(),
  ).toBe('a\nb\nc\nd\ne\n')
})
