import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { read as readBitbucket } from '../../emitters/bitbucket/read/index.ts'
import { read as readCodeship } from '../../emitters/codeship/read/index.ts'
import { read as readGitlab } from '../../emitters/gitlab/read/index.ts'
import { read as readTravis } from '../../emitters/travis/read/index.ts'
import type { Cell, Job, Text } from '../../src/ir.ts'
import type { Read } from '../../src/read/reading.ts'

// As tox calls an interpreter.
function versionOf(version: string): string {
  return version.startsWith('pypy') ? 'pypy3' : `py${version.replace('.', '')}`
}

// One project that describes itself to four vendors.
const talk = fileURLToPath(new URL('../../../shared/corpus/talk/own-ci/2019-07-12-talk-day/', import.meta.url))

describe.skipIf(!existsSync(talk))("the project of the talk (in ../shared), on the talk's day", () => {
  const run = (reader: Read, picks: RegExp): readonly (readonly Job[])[] => {
    const names = readdirSync(talk).filter((name) => picks.test(name))
    const files = names.map((path) => ({ path, text: readFileSync(join(talk, path), 'utf8') }))
    return reader(files, () => undefined).pipelines.map(({ jobs }) => jobs)
  }
  // Checks and tests: `tox -e NAME`, or a machine whose environment names it.
  const checks = (jobs: readonly Job[]): readonly string[] => {
    const names = jobs.flatMap((job) =>
      job.steps
        .flatMap((step) => (step.kind === 'run' ? [...step.script.matchAll(/tox -e (\w+)/g)] : []))
        .map(([, name]) => name ?? ''),
    )
    return [...new Set(names)].sort()
  }
  const wanted = ['bandit', 'behave', 'flake8', 'py35', 'py36', 'py37', 'pylint', 'pypy3']

  test.each<[string, Read, RegExp]>([
    ['GitLab', readGitlab, /^\.gitlab-ci\.yml$/],
    ['Bitbucket', readBitbucket, /^bitbucket-pipelines\.yml$/],
    ['CodeShip', readCodeship, /^codeship-.*\.yml$/],
  ])('%s has the jobs and commands of the others', (_, reader, picks) => {
    expect(checks(run(reader, picks).flat())).toEqual(wanted)
  })

  test('Travis names them by versions and variables', () => {
    const [jobs = []] = run(readTravis, /^\.travis\.yml$/)
    // A name stands in the environment, or follows from the version; either may be that of a run of a matrix.
    const names = jobs.flatMap((job) => {
      const text = (value: Text, cell: Cell): string =>
        value
          .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
          .join('')
      return (job.matrix?.cells ?? [{}]).map((cell) => {
        const env = job.env.find(({ name }) => name === 'TOXENV')
        return env === undefined ? versionOf(text(job.tools[0]?.version ?? [], cell)) : text(env.value, cell)
      })
    })
    expect(names.sort()).toEqual(wanted)
    for (const job of jobs) expect(job.steps).toMatchObject([{ script: 'pip install tox-travis' }, { script: 'tox' }])
  })
})
