import type { SimulatedJob } from '../../../src/plan/simulate.ts'
import type { Settings, Work } from '../../../src/plan/work.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { textsOf } from '../../../src/yaml/look.ts'
import type { Build } from './build.ts'
import { endsAtOnce, leaveOutputs, scriptOf } from './script.ts'
import { workOf } from './work.ts'

/**
 * The commands of a build, all in one row: the sections of the test commands, then that of the deployment, which a tag has
 * none of. A command that fails ends the build.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/basic-builds-and-configuration/deployment-pipelines
 * @see https://github.com/painless-software/codeship-yaml
 */
export function playCommands(file: string, sections: DataMap, build: Build): readonly SimulatedJob[] {
  const early = ['install', 'before_script', 'script', 'test', 'after_success']
  const commands = [...early, ...(build.event.name === 'tag' ? [] : ['deploy'])].flatMap((name) =>
    textsOf(sections[name]),
  )
  const jobs: SimulatedJob[] = []
  let stopped = false
  for (const command of commands) {
    const script = scriptOf(command, build)
    const name = script?.path ?? command
    const before = jobs.map((job) => job.name)
    const work = (settings: Settings): Work => workOf(command, undefined, build, settings)
    const told = (fate: SimulatedJob['fate']): number =>
      jobs.push({ file, name, fate, waits: before, environment: null, gate: false, work })
    if (stopped) told('held')
    else if (script !== undefined && endsAtOnce(script.text, build)) told('skipped')
    else if (build.outcomes.fails(name)) {
      told('failed')
      stopped = !/\|\|\s*(?:true|:)\s*'?$/.test(command)
    } else {
      told('succeeded')
      if (script !== undefined) leaveOutputs(script.text, build.outcomes.outputs(name), build)
    }
  }
  return jobs
}
