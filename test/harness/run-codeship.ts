import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { argv, meets } from '../unit/codeship-build.ts'
import { runContainer } from './run-container.ts'
import { cloneTo, onStage, type Stage } from './stage.ts'
import type { WrittenFile } from './tekton-objects.ts'

interface Service {
  readonly volumes?: readonly string[]
  readonly working_dir?: string
  readonly environment?: Readonly<Record<string, string>>
}

interface Step {
  readonly name?: string
  readonly type?: 'run' | 'serial' | 'parallel' | 'manual'
  readonly tag?: string
  readonly exclude?: string
  readonly service?: string
  readonly command?: string
  readonly steps?: readonly Step[]
  readonly on_fail?: readonly Step[]
}

/**
 * Plays a push to `main` on the files of CodeShip Pro: each command, which no shell reads, in a container of its service,
 * over the one checkout of the build; a failed step stops what comes after it, and lets its siblings end.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps
 */
export function runCodeship(files: readonly WrittenFile[]): Promise<string> {
  return onStage(files, (stage) => {
    const read = (name: string): unknown => parse(files.find(({ path }) => path === name)?.text ?? '')
    const services = read('codeship-services.yml') as Readonly<Record<string, Service>>
    const checkout = join(stage.folder, 'checkout')
    cloneTo(stage, checkout)
    let count = 0
    const run = (step: Step, inherited?: string): number => {
      if (step.tag !== undefined && !meets(step.tag, 'main')) return 0
      if (step.exclude !== undefined && meets(step.exclude, 'main')) return 0
      const service = step.service ?? inherited
      const code =
        step.steps === undefined
          ? call(step, service)
          : step.type === 'parallel'
            ? (step.steps.map((one) => run(one, service)).find((one) => one !== 0) ?? 0)
            : inLine(step.steps, service)
      // The steps of a failure run in the service of the step that failed.
      if (code !== 0) inLine(step.on_fail ?? [], service ?? serviceOf(step))
      return code
    }
    const inLine = (steps: readonly Step[], service?: string): number => {
      for (const step of steps) {
        const code = run(step, service)
        if (code !== 0) return code
      }
      return 0
    }
    const call = ({ command = '' }: Step, name = ''): number => {
      const { volumes = [], working_dir = '/', environment = {} } = services[name] ?? {}
      if (services[name] === undefined) throw new Error(`there is no service ${name}`)
      const mount = volumes.find((volume) => volume.startsWith('./:'))?.slice(3)
      if (mount === undefined || !working_dir.startsWith(mount)) throw new Error(`${name} sees no sources`)
      const cwd = join(checkout, working_dir.slice(mount.length))
      const env = { ...environment, ...machineOf(stage, count++), CI_COMMIT_DESCRIPTION: 'v0.9-3-g1' }
      return runContainer({ command: argv(command), cwd, env, log: stage.log })
    }
    return inLine(read('codeship-steps.yml') as readonly Step[]) === 0 ? 0 : 1
  })
}

/**
 * Plays a push to `main` on the file of CodeShip Basic: the commands of `test`, each in a shell of its own, one after
 * another on one machine, up to the first failure.
 *
 * @see https://github.com/painless-software/codeship-yaml
 */
export function runCodeshipBasic(files: readonly WrittenFile[]): Promise<string> {
  return onStage(files, (stage) => {
    const sections = parse(files.find(({ path }) => path === 'codeship.yml')?.text ?? '') as {
      readonly test?: string | readonly string[]
    }
    const checkout = join(stage.folder, 'checkout')
    cloneTo(stage, checkout)
    const env = machineOf(stage, 0)
    for (const command of [sections.test ?? []].flat()) {
      const code = runContainer({ command: ['sh', '-c', command], cwd: checkout, env, log: stage.log })
      if (code !== 0) return 1
    }
    return 0
  })
}

function serviceOf(step: Step): string | undefined {
  return step.service ?? step.steps?.map(serviceOf).find((service) => service !== undefined)
}

function machineOf({ folder, revision, trace }: Stage, number: number): Readonly<Record<string, string>> {
  const home = join(folder, `home-${number}`)
  mkdirSync(join(home, 'tmp'), { recursive: true })
  writeFileSync(join(home, '.profile'), '')
  return {
    CI: 'true',
    CI_BRANCH: 'main',
    CI_COMMIT_ID: revision,
    CI_NAME: 'codeship',
    CI_PR_NUMBER: '',
    CI_REPO_NAME: 'acme/shop',
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    TRACE: trace,
  }
}
