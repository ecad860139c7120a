import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorsOf, pipegen, project, snapshot } from './project.ts'

const path = '.github/workflows/ci.yml'
const workflow = 'on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: make }] } }\n'

test('where no temporary folder can be made, that is said, and nothing is written', () => {
  const folder = project({ [path]: workflow })
  const before = snapshot(folder)
  const env = { TMPDIR: join(folder, 'nowhere') }
  const run = pipegen(folder, ['move', 'github', 'gitlab', '--format', 'json'], { env })
  expect([run.code, ...errorsOf(run).map(({ code }) => code)]).toEqual([2, 'cannot-write'])
  expect(snapshot(folder)).toEqual(before)
})
