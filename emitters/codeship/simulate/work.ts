import type { Process, Settings, Work, WorkService } from '../../../src/plan/work.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Build } from './build.ts'
import { outputsIn, scriptOf } from './script.ts'

/**
 * What a step does: its command in a container of its service, or on the machine itself, where there are no services.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/services
 */
export function workOf(command: string, service: DataMap | undefined, build: Build, settings: Settings): Work {
  const script = scriptOf(command, build)
  const seconds = /\btimeout (\d+) /.exec(command)?.[1]
  const tries = command.split('||').filter((part) => script !== undefined && part.includes(script.path)).length
  const text = script?.text ?? command
  const env = {
    ...settings,
    ...known,
    CI_MESSAGE: build.event.commitMessage,
    ...Object.fromEntries(build.variables),
    ...envOf(service?.environment === undefined ? mapOf(null) : service),
  }
  const left = Object.fromEntries([...build.left].map(([path, value]) => [path.replace('/workspace/', ''), value]))
  const process: Process = { command: ['sh'], script: text, image: imageOf(service), env, folder: '.', files: [], left }
  return {
    machine: [],
    services: textsOf(service?.depends_on).flatMap((name): readonly WorkService[] => {
      const other = mapOf(build.services[name])
      return [{ image: imageOf(other) ?? '', env: envOf(other), awaited: false }]
    }),
    minutes: seconds === undefined ? null : Number(seconds) / 60,
    retries: Math.max(0, tries - 1),
    mayFail: /\|\|\s*(?:true|:)\s*'?$/.test(command),
    takes: [...new Set(takenBy(text, build))],
    leaves: foldersIn(text, leaving).length === 0 ? [] : [text],
    depth: undefined,
    run: ({ start }) => {
      const { read } = start(process)
      const folder = /^pipegen_outputs="\$pipegen_checkout\/([^"\n]+)"$/m.exec(text)?.[1]
      return Object.fromEntries(
        outputsIn(text).flatMap((name) => {
          const value = read(`${folder}/${name}`)
          return value === undefined ? [] : [[name, value]]
        }),
      )
    },
  }
}

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/environment-variables
const known: Process['env'] = {
  CI_BUILD_ID: '1',
  CI_PROJECT_ID: '2',
  CI_BUILD_NUMBER: '1',
  CI_BUILD_URL: 'https://app.codeship.com/projects/2/builds/1',
}

const leaving = /^pipegen_to="\$pipegen_checkout\/\.pipegen\/\S*?artifacts\/"(\S+?)\//gm
const taking = /for pipegen_from in "\$pipegen_checkout\/\.pipegen\/[^"]*artifacts"\/(\S+?)\//g

// As files of pipegen have it: under a folder that all steps share, each artifact has one of its own.
function takenBy(text: string, { scripts, callers }: Build): readonly string[] {
  const wanted = foldersIn(text, taking)
  return [...scripts].flatMap(([path, other]) =>
    foldersIn(other, leaving).some((one) => wanted.includes(one)) ? [callers.get(path) ?? path] : [],
  )
}

function foldersIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, folder = '']) => folder)
}

function imageOf(service: DataMap | undefined): string | null {
  return textOf(service?.image) ?? textOf(mapOf(service?.build).image) ?? null
}

function envOf({ environment }: DataMap): Process['env'] {
  const pairs = Object.entries(mapOf(environment)).map(([name, value]) => [name, textOf(value) ?? ''] as const)
  const lines = listOf(environment).flatMap((one) => {
    const text = textOf(one)
    const at = text?.indexOf('=') ?? -1
    return text === undefined || at < 0 ? [] : [[text.slice(0, at), text.slice(at + 1)] as const]
  })
  return Object.fromEntries([...pairs, ...lines])
}
