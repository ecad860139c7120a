import type { PlanEvent } from '../../../src/plan/event.ts'
import type { VendorOutcomes } from '../../../src/plan/simulate.ts'
import type { SourceFile } from '../../../src/read/reading.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf } from '../../../src/yaml/look.ts'
import { dataOf } from './data-of.ts'

/** One build: what its steps know, and the files that they leave to each other. */
export interface Build {
  /** The name of the branch or tag, which share a variable. */
  readonly name: string
  readonly variables: ReadonlyMap<string, string>
  readonly left: Map<string, string>
  readonly scripts: ReadonlyMap<string, string>
  /** The names of the steps that run scripts, by path, as far as the build has come. */
  readonly callers: Map<string, string>
  /** The containers of Pro, by name. */
  readonly services: DataMap
  readonly outcomes: VendorOutcomes
  readonly event: PlanEvent
}

const short = '1111111'

/**
 * The build of an event; undefined: it starts none. What the API starts looks like a push, and pull requests from forks
 * start nothing. Whether a project builds pushes or pull requests is taken to be as the event wants.
 *
 * @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/environment-variables
 */
export function buildOf(
  files: readonly SourceFile[],
  event: PlanEvent,
  outcomes: VendorOutcomes,
  approved: boolean,
): Build | undefined {
  const { pullRequest } = event
  if (pullRequest?.fork === true) return undefined
  const name = event.name === 'tag' ? event.tag : (pullRequest?.sourceBranch ?? event.branch)
  // https://docs.cloudbees.com/docs/cloudbees-codeship/latest/general-projects/skipping-builds
  if (/--(?:skip-ci|ci-skip)|\[(?:skip ci|ci skip)\]/i.test(event.commitMessage)) return undefined
  return {
    name,
    left: new Map(),
    callers: new Map(),
    scripts: new Map(files.filter(({ path }) => path.endsWith('.sh')).map(({ path, text }) => [path, text])),
    services: servicesIn(files),
    outcomes,
    event,
    variables: new Map([
      ['CI', 'true'],
      ['CI_NAME', 'codeship'],
      ['CI_BRANCH', name],
      ['CI_REPO_NAME', event.repository],
      ['CI_COMMIT_ID', '1'.repeat(40)],
      ['CI_COMMIT_MESSAGE', event.commitMessage],
      ['CI_COMMIT_DESCRIPTION', descriptionOf(event)],
      ['CI_COMMITTER_USERNAME', event.actor],
      ['CI_PR_NUMBER', pullRequest === null ? '' : String(pullRequest.number)],
      ['CI_PULL_REQUEST', pullRequest === null ? 'false' : `https://git.example.com/pull/${pullRequest.number}`],
      ['CI_BUILD_APPROVED', String(approved)],
      ['PWD', '/workspace'],
    ]),
  }
}

function servicesIn(files: readonly SourceFile[]): DataMap {
  const file = files.find(({ path }) => /(^|\/)codeship-services\.(?:ya?ml|json)$/.test(path))
  const found = file === undefined ? null : dataOf(file)
  return isMap(found) ? (isMap(found.services) ? found.services : found) : mapOf(null)
}

/** What `git describe --abbrev=1 --tags --always` says of the commit: its tag, or else how it is called. */
export function descriptionOf({ name, tag }: PlanEvent): string {
  return name === 'tag' ? tag : short
}
