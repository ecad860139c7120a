import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Artifact, Job } from '../../src/ir.ts'
import { outputFile } from './outputs.ts'
import { extendedOf } from './pattern.ts'
import { shellWord } from './shell.ts'
import { item } from './steps.ts'

const words = { success: 'on_success', failure: 'on_failure', always: 'always' } as const

/** The one `artifacts` of a job, with its reports: https://docs.gitlab.com/ci/yaml/#artifacts */
export function writeArtifacts(job: Job): YamlMap | undefined {
  const { artifacts } = job
  const reports = reportsOf(job)
  if (artifacts.length === 0) return reports === undefined ? undefined : { reports }
  const [first] = artifacts as readonly [Artifact, ...Artifact[]]
  const exclude = [...new Set(artifacts.flatMap((artifact) => artifact.exclude.map(inFolder)))]
  const when = artifacts.every((artifact) => artifact.when === first.when) ? first.when : 'always'
  const days = Math.max(...artifacts.map((artifact) => artifact.retentionDays))
  return {
    name: artifacts.length === 1 ? first.name : undefined,
    paths: list(artifacts.flatMap((artifact) => artifact.paths)),
    exclude: exclude.length === 0 ? undefined : list(exclude),
    when: when === 'success' ? undefined : words[when],
    expire_in: days === 1 ? '1 day' : `${days} days`,
    reports,
  }
}

/** Whether a job leaves anything that GitLab would put into later jobs. */
export function leavesFiles(job: Job): boolean {
  return job.artifacts.length > 0 || job.outputs.length > 0
}

function reportsOf(job: Job): YamlMap | undefined {
  const { junit, coverage } = job.reports
  const path = coverage?.path ?? undefined
  if (junit.length === 0 && path === undefined && job.outputs.length === 0) return undefined
  return {
    dotenv: job.outputs.length === 0 ? undefined : outputFile,
    junit: junit.length === 0 ? undefined : junit.length === 1 ? (junit[0] as string) : list(junit),
    coverage_report: path === undefined ? undefined : { coverage_format: coverage?.format ?? 'cobertura', path },
  }
}

/** The commands that fail the job where an artifact has no file; GitLab itself only warns. */
export function checkArtifacts(job: Job): readonly Yaml[] {
  return job.artifacts
    .filter((artifact) => artifact.ifMissing === 'error' && artifact.when !== 'failure')
    .map((artifact) => item(`The artifact '${artifact.name}' must not be empty`, `test -n "$(${findOf(artifact)})"`))
}

function findOf({ paths, exclude }: Artifact): string {
  const roots = [...new Set(paths.map(rootOf))]
  const heads = roots.filter(
    (root) => !roots.some((other) => other !== root && (other === '.' || root.startsWith(`${other}/`))),
  )
  const flat = heads.includes('.') && !paths.some((path) => path.includes('/') || path.includes('**'))
  const find = `find ${heads.map(shellWord).join(' ')}${flat ? ' -maxdepth 1' : ''} ! -type d`
  const wild = paths.some((path) => path.includes('*') && !/^[^*]*\/\*\*(?:\/\*)?$/.test(path))
  if (!wild && exclude.length === 0) return `${find} 2> /dev/null | head -n 1`
  const matching =
    wild || heads.length < roots.length ? ` | grep -E ${shellWord(whole(paths.map(unslash), heads))}` : ''
  const without = exclude.length === 0 ? '' : ` | grep -Ev ${shellWord(whole(exclude.map(inFolder), heads))}`
  return `${find} 2> /dev/null${matching}${without} | head -n 1`
}

// What `find` prints begins with the folder that it was given.
function whole(patterns: readonly string[], heads: readonly string[]): string {
  const dot = heads.includes('.') ? '(\\./)?' : ''
  return `^${dot}${extendedOf(patterns)}(/.*)?$`
}

function rootOf(path: string): string {
  const at = path.indexOf('*')
  if (at < 0) return unslash(path)
  const folder = path.slice(0, path.lastIndexOf('/', at) + 1)
  return folder === '' ? '.' : unslash(folder)
}

function unslash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path
}

function inFolder(path: string): string {
  return path.endsWith('/') ? `${path}**/*` : path
}

function list(values: readonly string[]): Yaml {
  return annotate([...new Set(values)], { flow: true })
}
