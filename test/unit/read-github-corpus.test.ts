import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { normalise, read } from '../../emitters/github/read/index.ts'
import { written } from '../../emitters/github/read/residual.ts'
import { mapOf, type Source } from '../../emitters/github/read/source.ts'
import { collect } from '../../src/diagnostics.ts'
import { compare } from '../../src/read/compare.ts'
import { parseYaml } from '../../src/yaml/read.ts'
import { conditionsApart } from './read-github-conditions.ts'

const folder = fileURLToPath(new URL('../../../shared/corpus/dev/github/', import.meta.url))
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : []
const tested = files.length === 0 ? `not run, since ${folder} is not there` : `${files.length} files`

/** What a file says, and what is written for the story that it becomes. */
function pairOf(file: string) {
  const text = readFileSync(join(folder, file), 'utf8')
  const path = `.github/workflows/${file.split('__').at(-1)}`
  const { report, found } = collect()
  const reading = read([{ path, text }], report)
  const at = () => ({ file: path, line: 1, column: 1 })
  const was: Source = { path, data: mapOf(parseYaml(text, { merge: false }).documents[0]?.value) ?? {}, at }
  const [pipeline] = reading.pipelines
  return { was, is: pipeline === undefined ? undefined : written(pipeline, path), reading, found }
}

const meaning = ({ path, data }: Source) => normalise({ path, documents: [data] })

test.skipIf(files.length === 0)(`real workflows are written again with the same meaning (${tested})`, () => {
  const apart: string[] = []
  const share = { carried: 0, raw: 0, lost: 0 }
  for (const file of files) {
    const { was, is, reading, found } = pairOf(file)
    expect(found.filter(({ code }) => code === 'import-passed-over' || code === 'import-unread')).toEqual([])
    for (const { how } of reading.coverage) share[how]++
    if (is === undefined || compare(meaning(was), meaning(is)).length > 0) apart.push(file)
  }
  const keys = share.carried + share.raw + share.lost
  console.info(
    `${files.length - apart.length} of ${files.length} workflows have the same meaning; of ${keys} keys ${share.carried} are carried, ${share.raw} kept as they stand, ${share.lost} lost`,
  )
  expect(apart.length / files.length, apart.join('\n')).toBeLessThanOrEqual(0.05)
})

test.skipIf(files.length === 0)(`their conditions answer the same, whatever the run (${tested})`, () => {
  let asked = 0
  for (const file of files) {
    const { was, is } = pairOf(file)
    const { questions, apart } = conditionsApart(was, is ?? was)
    asked += questions
    expect(apart, file).toEqual([])
  }
  expect(asked).toBeGreaterThan(files.length * 10)
})
