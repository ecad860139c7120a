import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { always, job, node, push, sh, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { emitted } from './gitlab/emit.ts'
import { nasty, shells, where } from './gitlab/nasty.ts'
import { inFolder, runScript } from './gitlab/run-script.ts'
import { environmentOf, readDotenv } from './gitlab/variables.ts'

describe('outputs', () => {
  for (const shell of shells) {
    test(`arrive as they were written, with line ends at their end, in ${shell}`, async () => {
      const make = job({
        ...where(shell),
        outputs: ['one', 'two', 'never'],
        steps: [
          sh`{ echo "one=first"; echo "other=x"; printf 'two<<END\n%s\nEND\n' "$TWO"; } >> "$PIPEGEN_OUTPUT"`,
          sh`printf 'one=%s' "$ONE" >> "$PIPEGEN_OUTPUT"`,
        ],
      })
      const use = job({
        ...where(shell),
        env: { TWICE: `${make.outputs.two}|${make.outputs.two}` },
        steps: [
          sh`printf %s ${make.outputs.one} > A; printf %s ${make.outputs.two} > B; printf %s ${make.outputs.never} > C; printf %s "$TWICE" > D`,
        ],
      })
      const output = await emitted(story({ name: 'out', on: [push()], stages: { all: { make, use } } }))
      fc.assert(
        fc.property(
          nasty.filter((text) => !/\n/.test(text)),
          nasty.filter((text) => !/^END$/m.test(text)),
          (first, second) => {
            inFolder((folder) => {
              const [at, there] = [join(folder, 'a'), join(folder, 'b')]
              for (const one of [at, there]) mkdirSync(one)
              const made = runScript(
                output.job('make').script,
                shell,
                at,
                environmentOf(output, 'make', { ONE: first, TWO: second }),
              )
              expect(made.code, made.err).toBe(0)
              const brought = readDotenv(readFileSync(join(at, 'pipegen.env'), 'utf8'))
              const used = runScript(output.job('use').script, shell, there, environmentOf(output, 'use', brought))
              expect(used.code, used.err).toBe(0)
              const read = (name: string) => readFileSync(join(there, name), 'utf8')
              expect([read('A'), read('B'), read('C'), read('D')]).toEqual([first, second, '', `${second}|${second}`])
            })
          },
        ),
        { numRuns: 60 },
      )
    })
  }

  test('over 5 KB fail where they are made, and those of a job that may fail arrive though it failed', async () => {
    const big = job({
      tools: [node('24')],
      outputs: ['one'],
      steps: [sh`printf 'one=%5000s\n' x >> "$PIPEGEN_OUTPUT"`],
    })
    const may = job({
      tools: [node('24')],
      outputs: ['one'],
      allowFailure: true,
      steps: [sh`echo one=kept >> "$PIPEGEN_OUTPUT"`, sh`exit 4`],
    })
    const use = job({
      tools: [node('24')],
      when: always(),
      steps: [sh`echo ${may.outputs.one} ${big.outputs.one}`],
      needs: [may],
    })
    const output = await emitted(story({ name: 'out', on: [push()], stages: { first: { big, may }, second: { use } } }))
    inFolder((folder) => {
      const ran = runScript(output.job('big').script, 'bash', folder)
      expect(ran.code).toBe(1)
      expect(ran.err).toContain('at most 5 KB')
    })
    inFolder((folder) => {
      expect(runScript(output.job('may').script, 'bash', folder).code).toBe(4)
      expect(Object.values(readDotenv(readFileSync(join(folder, 'pipegen.env'), 'utf8')))).toEqual([
        Buffer.from('kept').toString('base64'),
      ])
    })
  })
})
