import type { Artifact, Job } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { extended } from './condition-script.ts'
import { gitImage } from './images.ts'
import { watching } from './outputs.ts'
import type { TektonStep } from './schema.ts'

/** The workspace of a run that artifacts travel by. */
export const artifactWorkspace = 'artifacts'

/** Where it is mounted. */
export const artifactFolder = '/artifacts'

/** The step that puts the artifacts of other tasks in place; undefined: there are none. */
export function fetchStep(names: readonly string[]): TektonStep | undefined {
  if (names.length === 0) return undefined
  const copies = names.map(
    (name) =>
      `for folder in ${artifactFolder}/${shellWord(name)}/*/; do [ ! -d "$folder" ] || cp -R "$folder." .; done`,
  )
  return {
    name: 'fetch-artifacts',
    image: gitImage,
    script: `${['#!/bin/sh', 'set -eu', 'umask 0', ...copies].join('\n')}\n`,
  }
}

/**
 * The step that keeps the artifacts of a job for the tasks after it, and looks that they are there. `kept` names those
 * that another task of the run fetches; `exitCode` is where the result of the steps stands, if they may have failed.
 */
export function saveStep(job: Job, kept: (name: string) => boolean, watched: boolean): TektonStep | undefined {
  const wanted = job.artifacts.filter((artifact) => kept(artifact.name) || artifact.ifMissing !== 'ignore')
  if (wanted.length === 0) return undefined
  const lines = [
    '#!/bin/sh',
    'set -eu',
    'umask 0',
    ...(watched ? [watching.first] : []),
    ...collectFunction,
    ...wanted.flatMap((artifact) => save(artifact, kept(artifact.name), watched)),
    ...(watched ? [watching.last] : []),
  ]
  return { name: 'save-artifacts', image: gitImage, script: `${lines.join('\n')}\n` }
}

/** Whether the step must run after a failure too. */
export function savesAfterFailure(job: Job): boolean {
  return job.artifacts.some((artifact) => artifact.when !== 'success')
}

const list = '/tekton/home/files'

// The runs of a matrix leave their files beside each other: each task run has a folder of its own.
const collectFunction = [
  'collect() {',
  `  find . -path ./.git -prune -o ! -type d -print | sed 's|^\\./||' | grep -Ex -e "$1" | grep -Evx -e "\${2:-}" >${list} || true`,
  '}',
]

function save(artifact: Artifact, kept: boolean, watched: boolean): readonly string[] {
  const lines = [
    '',
    `collect ${shellWord(`(${sources(artifact.paths)})(/.*)?`)}${artifact.exclude.length === 0 ? '' : ` ${shellWord(`(${sources(artifact.exclude)})(/.*)?`)}`}`,
    ...(artifact.ifMissing !== 'ignore' ? missing(artifact) : []),
    ...(kept
      ? [
          `folder=${artifactFolder}/${shellWord(artifact.name)}/$(context.taskRun.name)`,
          'mkdir -p "$folder"',
          `tar -cf - -T ${list} | tar -xf - -C "$folder"`,
        ]
      : []),
  ]
  if (!watched) return lines
  const test = { success: '[ "$code" -eq 0 ]', failure: '[ "$code" -ne 0 ]', always: undefined }[artifact.when]
  return test === undefined ? lines : ['', `if ${test}; then`, ...lines.slice(1).map((line) => `  ${line}`), 'fi']
}

function sources(paths: readonly string[]): string {
  return extended(paths.map((path) => path.replace(/\/+$/, '')))
}

function missing({ name, ifMissing }: Artifact): readonly string[] {
  const text = `No file is there for the artifact ${name}.`
  return ifMissing === 'error'
    ? [`[ -s ${list} ] || { echo ${shellWord(text)} >&2; exit 1; }`]
    : [`[ -s ${list} ] || echo ${shellWord(`Warning: ${text}`)} >&2`]
}
