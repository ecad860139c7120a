import { expect, test } from 'vitest'
import { job, push, secret, sh, story } from '../../dsl/index.ts'
import { bitbucket } from '../../emitters/bitbucket/index.ts'
import { codeship } from '../../emitters/codeship/index.ts'
import { compileSpec, emitAll } from '../harness/compile-spec.ts'

// Where the file is made by the script, its name may be that of the variable that the steps are to see.
test.each([bitbucket, codeship])(
  '$title hands on a file of a secret whose variable is called like the file',
  async (vendor) => {
    const ship = job({ env: { KEY_FILE: secret.file('KEY') }, steps: [sh`./ship`] })
    const outputs = await emitAll(compileSpec(story({ name: 'x', on: [push()], stages: { a: { ship } } })), vendor)
    const text = outputs.map((output) => output.text).join('\n')
    expect(text).toContain('./ship')
    expect(text).toMatch(/export KEY_FILE\b/)
  },
)
