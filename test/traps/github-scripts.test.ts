import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { job, push, sh, step, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { GithubWorkflow } from '../../emitters/github/schema.ts'
import { emitted } from '../unit/github-emit.ts'
import { value } from '../unit/github-scheduler.ts'
import { folder, load, runStep } from './github-load.ts'

describe('shells', () => {
  test('a failure inside a pipe fails the step: the shell is named, for the default knows no pipefail', async () => {
    const { workflow, step } = await load('shells')
    expect(workflow.defaults).toEqual({ run: { shell: 'bash' } })
    expect(runStep(step('host', 'pipe'), folder()).status).not.toBe(0)
  })

  test('a job whose image may have no bash says sh once, one with both says it at the step', async () => {
    const { job, step } = await load('shells')
    expect(job('small').defaults).toEqual({ run: { shell: 'sh' } })
    expect(step('small', 'pipe').shell).toBeUndefined()
    expect([step('mixed', 'posix').shell, step('mixed', 'bash').shell]).toEqual(['sh', undefined])
  })
})

describe('retry', () => {
  test('each try stops at the first failure, and the last one decides', async () => {
    const { step } = await load('shells')
    const cwd = folder()
    expect(runStep(step('flaky', 'flaky'), cwd).status).toBe(1)
    expect(readFileSync(join(cwd, 'tries'), 'utf8')).toBe('try\ntry\ntry\n')
  })

  test('a try that succeeds ends the step, and its outputs count', async () => {
    const { step, job } = await load('shells')
    const cwd = folder()
    const file = join(cwd, 'out')
    const again = step('flaky', 'second time')
    expect(runStep(again, cwd, { GITHUB_OUTPUT: file }).status).toBe(0)
    expect(readFileSync(join(cwd, 'second'), 'utf8')).toBe('try\ntry\n')
    expect(readFileSync(file, 'utf8')).toBe('tries=2\n')
    expect(job('flaky').outputs).toEqual({ tries: `\${{ steps.${again.id}.outputs.tries }}` })
  })
})

describe('text', () => {
  test('words that YAML readers take for something else, and marks of expressions, come out as they went in', async () => {
    const { workflow, job, step } = await load('words')
    const env = job('unit').env as Readonly<Record<string, string>>
    expect(Object.values(env).map(evaluated)).toEqual([
      'no',
      'on',
      '1:30',
      '1_000',
      '3.10',
      '0x1F',
      '',
      'null',
      '~',
      '2024-01-01',
      '<<',
      '${{ github.token }}',
    ])
    expect(evaluated((workflow.env as Readonly<Record<string, string>>).TOP ?? '')).toBe('${{ secrets.GITHUB_TOKEN }}')
    expect(evaluated(step('unit', "Say ${{ '${{' }} github.actor }}").run ?? '')).toContain("'${{json .}}'")
  })

  test('any text survives in the environment, a script, a name and a folder', async () => {
    const piece = fc.constantFrom(
      '${{',
      '}}',
      '$',
      '{',
      "'",
      '"',
      '#',
      ': ',
      '%',
      '\\',
      ' ',
      'a',
      'é',
      '!',
      '&',
      '|',
      '-',
    )
    const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => `x${parts.join('')}x`)
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const script = `echo ${given.replaceAll(/[\\`]/g, '')}`
        const unit = job({
          env: { TEXT: given },
          steps: [step({ name: given, run: sh({ raw: [script], ...[script] } as never), env: { OTHER: given } })],
        })
        const { text: yaml, found } = await emitted(story({ name: 'ci', on: [push()], stages: { test: { unit } } }))
        if (found.some((one) => one.code === 'script-reference')) return
        const unitJob = (parse(yaml) as GithubWorkflow).jobs.unit
        const written = unitJob?.steps?.[1]
        const outer = (unitJob?.env ?? {}) as Readonly<Record<string, string>>
        const inner = { OTHER: outer.TEXT, ...(written?.env as object) } as Readonly<Record<string, string>>
        expect([outer.TEXT, inner.OTHER, written?.name].map((one) => evaluated(one ?? ''))).toEqual([
          given,
          given,
          given,
        ])
        expect(evaluated(written?.run ?? '')).toBe(script)
      }),
      { numRuns: 150 },
    )
  })
})

/** A text as the vendor reads it: every expression in it evaluated. */
function evaluated(text: string): string {
  let out = ''
  let rest = text
  for (let start = rest.indexOf('${{'); start >= 0; start = rest.indexOf('${{')) {
    let end = start + 3
    for (let quoted = false; quoted || !rest.startsWith('}}', end); end++) if (rest[end] === "'") quoted = !quoted
    out += rest.slice(0, start) + String(value(rest.slice(start + 3, end), { contexts: {}, status: {} }) ?? '')
    rest = rest.slice(end + 2)
  }
  return out + rest
}
