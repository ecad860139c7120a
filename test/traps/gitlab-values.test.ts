import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { ctx, input, job, manual, node, pullRequest, push, secret, sh, step, story, tag } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { type Emitted, emitted } from './gitlab/emit.ts'
import type { Variables } from './gitlab/expression.ts'
import { nasty, shells, where } from './gitlab/nasty.ts'
import { inFolder, type RunnerShell, runScript } from './gitlab/run-script.ts'
import { environmentOf } from './gitlab/variables.ts'

/** Runs a job of an output as GitLab would, and reads what it saw under each name. */
function seen(
  output: Emitted,
  name: string,
  names: readonly string[],
  shell: RunnerShell,
  run: Variables,
  inputs: Variables = {},
): Readonly<Record<string, string>> {
  return inFolder((folder) => {
    const ran = runScript(output.job(name).script, shell, folder, environmentOf(output, name, run, inputs))
    expect(ran.code, `${output.text}\n${ran.err}`).toBe(0)
    return Object.fromEntries(names.map((one) => [one, readFileSync(join(folder, one), 'utf8')]))
  })
}

describe('values come out as they went in', () => {
  for (const shell of shells) {
    test(`fixed texts of story, job and step, in ${shell}`, async () => {
      await fc.assert(
        fc.asyncProperty(nasty, nasty, nasty, async (first, second, third) => {
          const show = sh`printf %s "$A" > A; printf %s "$B" > B; printf %s "$C" > C; printf %s "$A$SAME" > D`
          const one = job({
            ...where(shell),
            env: { B: second, SAME: first },
            steps: [step({ run: sh`true`, env: { A: 'not this' } }), step({ run: show, env: { C: third } })],
          })
          const output = await emitted(
            story({
              name: 'env',
              on: [push(), manual({ inputs: { x: input.text() } })],
              env: { A: first, B: 'not this' },
              stages: { all: { one } },
            }),
          )
          expect(seen(output, 'one', ['A', 'B', 'C', 'D'], shell, {})).toEqual({
            A: first,
            B: second,
            C: third,
            D: first + first,
          })
        }),
        { numRuns: 60 },
      )
    })

    test(`foreign texts: a title, a branch, an input, a secret, in ${shell}`, async () => {
      const release = manual({ inputs: { note: input.text() } })
      const one = job({
        ...where(shell),
        env: {
          TITLE: ctx.pullRequest.title,
          BOTH: `${ctx.branch} by ${ctx.actor}$`,
          NOTE: release.inputs.note,
          MIXED: `<${release.inputs.note}|${ctx.sha}>`,
          RENAMED: secret('STORED'),
        },
        steps: [
          sh`printf %s "$TITLE" > A; printf %s "$BOTH" > B; printf %s "$NOTE" > C; printf %s "$MIXED" > D; printf %s "$RENAMED" > E; printf %s ${release.inputs.note} > F`,
        ],
      })
      const output = await emitted(story({ name: 'env', on: [push(), release], stages: { all: { one } } }))
      fc.assert(
        fc.property(nasty, nasty, (text, other) => {
          const run = {
            CI_MERGE_REQUEST_TITLE: text,
            CI_COMMIT_BRANCH: other,
            GITLAB_USER_LOGIN: text,
            CI_COMMIT_SHA: 'abc',
            STORED: other,
          }
          expect(seen(output, 'one', ['A', 'B', 'C', 'D', 'E', 'F'], shell, run, { note: other })).toEqual({
            A: text,
            B: `${other} by ${text}$`,
            C: other,
            D: `<${other}|abc>`,
            E: other,
            F: other,
          })
        }),
        { numRuns: 60 },
      )
    })
  }

  test('values of the event, on each event', async () => {
    const names = {
      sha: ctx.sha,
      short: ctx.shortSha,
      branch: ctx.branch,
      tag: ctx.tag,
      event: ctx.event,
      job: ctx.job,
      head: ctx.pullRequest.headSha,
      fork: ctx.pullRequest.fork,
      number: ctx.pullRequest.number,
    }
    const keys = Object.keys(names)
    const env = Object.fromEntries(Object.entries(names).map(([key, value]) => [key.toUpperCase(), value]))
    const one = job({
      tools: [node('24')],
      env,
      steps: [sh`for name in SHA SHORT BRANCH TAG EVENT JOB HEAD FORK NUMBER; do printenv "$name" > "$name"; done`],
    })
    const output = await emitted(
      story({ name: 'event', on: [push(), tag('**'), pullRequest()], stages: { all: { one } } }),
    )
    const base = { CI_COMMIT_SHA: 'a'.repeat(40), CI_COMMIT_SHORT_SHA: 'aaaaaaaa' }
    const mergeRequest = { ...base, CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_PROJECT_ID: '1' }
    const rules = output.config.workflow.rules.map((rule) => rule.variables ?? {})
    const values = (run: Variables) => {
      const got = seen(
        output,
        'one',
        keys.map((key) => key.toUpperCase()),
        'bash',
        run,
      )
      return keys.map((key) => got[key.toUpperCase()]?.trimEnd())
    }
    expect(values({ ...base, ...rules[0], CI_COMMIT_BRANCH: 'main' })).toEqual([
      'a'.repeat(40),
      'aaaaaaaa',
      'main',
      '',
      'push',
      'one',
      '',
      '',
      '',
    ])
    expect(values({ ...base, ...rules[1], CI_COMMIT_TAG: 'v1' })).toEqual([
      'a'.repeat(40),
      'aaaaaaaa',
      '',
      'v1',
      'tag',
      'one',
      '',
      '',
      '',
    ])
    expect(values({ ...mergeRequest, ...rules[2], CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '1' })).toEqual([
      'a'.repeat(40),
      'aaaaaaaa',
      '',
      '',
      'pullRequest',
      'one',
      'a'.repeat(40),
      'false',
      '7',
    ])
    expect(
      values({
        ...mergeRequest,
        ...rules[2],
        CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2',
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'head',
      }),
    ).toEqual(['a'.repeat(40), 'aaaaaaaa', '', '', 'pullRequest', 'one', 'head', 'true', '7'])
  })
})
