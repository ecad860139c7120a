import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tekton } from '../../emitters/tekton/index.ts'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import type { TektonPipelineTask } from '../../emitters/tekton/schema.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { objectsIn } from '../harness/tekton-objects.ts'
import { gatherCase } from '../harness/translate-case.ts'

const folders = ['test/features', 'examples'].flatMap((base) => casesIn(base).map((name) => `${base}/${name}`))

test.each([tekton, tektonPlain])('$id: every task of a job leads back to its job', async (vendor) => {
  for (const folder of folders) {
    const { pipelines } = await gatherCase(join(projectRoot, folder))
    const names = vendor.names(pipelines)
    const jobs = new Map(pipelines.flatMap(({ jobs: own }) => own).map((job) => [job.id, job]))
    for (const [name, job] of names) {
      const [, id = '', cell] = /^([^[]+)(?:\[(.*)\])?$/s.exec(job) ?? []
      const cells = jobs.get(id)?.matrix?.cells.map((one) => Object.values(one).join(',')) ?? []
      expect({ name, known: jobs.has(id) && (cell === undefined || cells.includes(cell)) }).toEqual({
        name,
        known: true,
      })
    }
    const tasks = objectsIn(await emitStories(pipelines, [vendor], collect().report)).flatMap(({ spec }) => {
      const own = spec as
        | { readonly tasks?: readonly TektonPipelineTask[]; readonly pipelineSpec?: typeof spec }
        | undefined
      const inner = (own?.pipelineSpec ?? own) as { readonly tasks?: readonly TektonPipelineTask[] } | undefined
      return inner?.tasks ?? []
    })
    const known = (name: string) => names.has(name) || /^(conditions|start|approve-.*|.*-condition)$/.test(name)
    expect({ folder, unknown: tasks.map(({ name }) => name).filter((name) => !known(name)) }).toEqual({
      folder,
      unknown: [],
    })
  }
})
