import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sources, vendors } from '../emitters/index.ts'
import type { Cell, Job, Pipeline, Text } from '../src/ir.ts'
import type { Source } from '../src/vendor.ts'
import { projectRoot } from './harness/case-folder.ts'
import { importText } from './harness/import-text.ts'

// One project that was described for five services: https://github.com/painless-software/painless-continuous-delivery
const folder = join(projectRoot, '../shared/corpus/talk/own-ci')
const services: readonly (readonly [Source, ...string[]])[] = [
  [vendors.gitlab, '.gitlab-ci.yml'],
  [vendors.bitbucket, 'bitbucket-pipelines.yml'],
  [vendors.codeship, 'codeship-services.yml', 'codeship-steps.yml'],
  [sources.travis, '.travis.yml'],
  [sources.shippable, 'shippable.yml'],
]
const dates = ['2017-02-03', '2019-07-12-talk-day', '2022-02-before-travis-drop']

/** An environment of tox that a job runs, and whether it may fail. */
type Check = readonly [name: string, mayFail: boolean]

const textIn = (text: Text, cell: Cell): string =>
  text.map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : '')).join('')

function checksOf(job: Job, all: readonly string[]): readonly Check[] {
  const script = job.steps.map((step) => (step.kind === 'run' ? step.script : '')).join('\n')
  const named = /^tox -e (\w+)( \|\| true)?$/m.exec(script)
  if (named !== null) return [[named[1] ?? '', job.allowFailure || named[2] !== undefined]]
  if (!/^tox$/m.test(script)) return []
  const hasVersion = job.tools.some(({ name }) => name === 'python')
  if (!hasVersion && !job.env.some(({ name }) => name === 'TOXENV')) return all.map((name) => [name, false])
  return (job.matrix?.cells ?? [{}]).map((cell): Check => {
    const environment = job.env.find(({ name }) => name === 'TOXENV')
    // The plugin tox-travis takes the environment of the version of Python.
    const version = textIn(job.tools.find(({ name }) => name === 'python')?.version ?? [], cell)
    const byVersion = /^pypy3/.test(version) ? 'pypy3' : `py${version.replace('.', '')}`
    return [environment === undefined ? byVersion : textIn(environment.value, cell), job.allowFailure]
  })
}

function allChecks(pipelines: readonly Pipeline[], all: readonly string[]): readonly Check[] {
  const found = pipelines.flatMap(({ jobs }) => jobs.flatMap((job) => checksOf(job, all)))
  return [...new Map(found.map((check) => [check[0], check])).values()].sort(([a], [b]) => (a < b ? -1 : 1))
}

describe.skipIf(!existsSync(folder))(
  'the files of one project for five services (skipped where they are not there)',
  () => {
    test.each(dates)(
      '%s: all five are stories with the same jobs and commands, which are those of tox.ini',
      async (date) => {
        const ini = readFileSync(join(folder, date, 'tox.ini'), 'utf8')
        const wanted = /^envlist = (.*)$/m.exec(ini)?.[1]?.split(',') ?? []
        expect(wanted.length).toBeGreaterThan(6)
        for (const [vendor, ...paths] of services) {
          const files = paths.map((path) => ({ path, text: readFileSync(join(folder, date, path), 'utf8') }))
          const { imported, found } = await importText(vendor, files)
          // One of them names what may fail in a form that its vendor passes over, which is told.
          const isLost = found.some(({ message }) => message.includes('allow_failures[0] of the'))
          const checks = wanted.toSorted().map((name) => [name, name === 'bandit' && !isLost])
          expect([vendor.id, allChecks(imported.pipelines, wanted)]).toEqual([vendor.id, checks])
        }
      },
    )
  },
)
