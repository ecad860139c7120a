import type { ContextName, Env, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { ambientEnv } from '../../../src/read/shell-names.ts'

const context = (name: ContextName): Text => [{ ref: 'context', name }]

// A build of a tag has its name as the branch; one of a pull request, the branch that it goes into.
const branch: Text = [...context('branch'), ...context('tag'), ...context('pullRequest.targetBranch')]

/** What Travis sets: https://docs.travis-ci.com/user/environment-variables/#default-environment-variables */
const values: Readonly<Record<string, Text>> = {
  TRAVIS: ['true'],
  CI: ['true'],
  CONTINUOUS_INTEGRATION: ['true'],
  TRAVIS_BRANCH: branch,
  TRAVIS_BUILD_DIR: context('workspace'),
  TRAVIS_BUILD_ID: context('runId'),
  TRAVIS_BUILD_NUMBER: context('runNumber'),
  TRAVIS_BUILD_WEB_URL: context('runUrl'),
  TRAVIS_JOB_WEB_URL: context('runUrl'),
  TRAVIS_JOB_NUMBER: [...context('runNumber'), '.1'],
  TRAVIS_JOB_NAME: context('job'),
  TRAVIS_COMMIT: context('sha'),
  TRAVIS_COMMIT_MESSAGE: context('commitMessage'),
  TRAVIS_EVENT_TYPE: context('event'),
  TRAVIS_PULL_REQUEST: context('pullRequest.number'),
  TRAVIS_PULL_REQUEST_BRANCH: context('pullRequest.sourceBranch'),
  TRAVIS_PULL_REQUEST_SHA: context('pullRequest.headSha'),
  TRAVIS_REPO_SLUG: context('repository'),
  TRAVIS_TAG: context('tag'),
  TRAVIS_SECURE_ENV_VARS: ['true'],
  TRAVIS_SUDO: ['true'],
}

// Where the words of Travis for a value are others.
const mended: Readonly<Record<string, string>> = {
  TRAVIS_PULL_REQUEST: ': "${TRAVIS_PULL_REQUEST:=false}"',
  TRAVIS_EVENT_TYPE:
    'case $TRAVIS_EVENT_TYPE in tag) TRAVIS_EVENT_TYPE=push ;; pullRequest) TRAVIS_EVENT_TYPE=pull_request ;; schedule) TRAVIS_EVENT_TYPE=cron ;; manual) TRAVIS_EVENT_TYPE=api ;; esac',
  TRAVIS_OS_NAME: 'case $TRAVIS_OS_NAME in macos) TRAVIS_OS_NAME=osx ;; esac',
}

/** The lines before a script that give variables of Travis the values that it gives them. */
export function mendedIn(script: string): readonly string[] {
  return Object.entries(mended).flatMap(([name, line]) => (reads(script, name) ? [line] : []))
}

/** The variables of Travis that scripts read, those that no story has, and secrets by their names. */
export function ambient(
  script: string,
  own: Readonly<Record<string, Text>>,
  set: ReadonlySet<string>,
  origin: Origin,
): { readonly env: Env; readonly unknown: readonly string[] } {
  const known = { ...values, ...own }
  const read = [...new Set([...script.matchAll(/\bTRAVIS(?:_[A-Z_0-9]+)?\b|\bCI\b/g)].map(([name]) => name))].filter(
    (name) => reads(script, name) && !set.has(name),
  )
  const env = read.flatMap((name): Env => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined
    return value === undefined ? [] : [{ name, value, origin }]
  })
  const assigned = (name: string) => new RegExp(`\\b${name}=`).test(script)
  return {
    env: [...env, ...ambientEnv(script, {}, new Set([...set, ...read]), origin)],
    unknown: read.filter((name) => !Object.hasOwn(known, name) && name !== 'TRAVIS_HOME' && !assigned(name)),
  }
}

function reads(script: string, name: string): boolean {
  return new RegExp(`\\$\\{?${name}\\b|\\b-[nz] ${name}\\b`).test(script)
}
