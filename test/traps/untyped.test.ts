import { expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { idToken, job, push, secret, sh, story } from '../../dsl/index.ts'
import { collect } from '../../src/diagnostics.ts'

// What the types forbid may come all the same, and is a finding then, not a fault of the program.
test.each([
  { name: 'a token for no audience', value: idToken('sts.example.com' as never) },
  { name: 'a token for an empty audience', value: idToken({ audience: '' }) },
  { name: 'a secret without a name', value: secret(undefined as never) },
])('$name is said, and nothing is compiled', ({ value }) => {
  const { report, found } = collect()
  const deploy = job({ env: { TOKEN: value }, steps: [sh`true`] })
  const made = story({ name: 'shop', on: [push()], stages: { deploy: { deploy } } })
  expect(compileStory(made, { source: 'a.story.ts', vendors: ['github'] }, report)).toBeUndefined()
  expect(found.map(({ code }) => code)).toContain('bad-value')
})

test('one job in two stages under one name is one finding', () => {
  const { report, found } = collect()
  const unit = job({ steps: [sh`true`] })
  const made = story({ name: 'shop', on: [push()], stages: { one: { unit }, two: { unit } } })
  expect(compileStory(made, { source: 'a.story.ts', vendors: ['github'] }, report)).toBeUndefined()
  expect(found.map(({ code }) => code)).toEqual(['job-twice'])
})
