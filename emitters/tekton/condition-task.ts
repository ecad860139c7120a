import { tests } from '../../src/condition/tests.ts'
import type { Condition } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { credentialsMount, credentialsVolume, gitFunction, sourceOf } from './checkout.ts'
import { extended, matchesFunction, shellTest, usesPattern } from './condition-script.ts'
import { variables } from './env.ts'
import { gitImage } from './images.ts'
import type { Params } from './params.ts'
import type { Run } from './runs.ts'
import type { TektonPipelineTask } from './schema.ts'
import { formatMinutes } from './timeouts.ts'
import { type Place, sourceFolder } from './values.ts'

/** A condition that a task of its own decides, and the name of its result. */
export interface Question {
  readonly result: string
  readonly condition: Condition
}

/** How long the task may take, in minutes. */
export const conditionMinutes = 10

/** The task that decides conditions that Tekton has no words for: each becomes a result, `true` or `false`. */
export function conditionTask(
  name: string,
  questions: readonly Question[],
  place: Place,
  params: Params,
): TektonPipelineTask {
  const env = variables(place, params)
  const compares = questions.some(({ condition }) => tests(condition).some(({ test }) => test === 'changed'))
  const answers = questions.map(({ result, condition }) => {
    const test = shellTest(condition, { word: env.word, run: place.run, changed: changedTest })
    return `if ${test}; then printf true; else printf false; fi >"$(results.${result}.path)"`
  })
  const needsPattern = questions.some(({ condition }) => usesPattern(condition))
  const script = [
    '#!/bin/sh',
    'set -eu',
    ...env.lines(),
    ...(needsPattern ? matchesFunction : []),
    ...(compares ? comparison(place.run, env.give) : []),
    ...answers,
  ]
  return {
    name,
    timeout: formatMinutes(conditionMinutes),
    ...(env.params().length > 0 && { params: env.params() }),
    taskSpec: {
      ...(env.params().length > 0 && { params: env.params().map((param) => ({ name: param.name })) }),
      results: questions.map(({ result }) => ({ name: result })),
      ...(compares && { volumes: [credentialsVolume(place)] }),
      stepTemplate: { workingDir: sourceFolder, env: [{ name: 'HOME', value: '/tekton/home' }] },
      steps: [
        {
          name: 'decide',
          image: gitImage,
          ...(env.env().length > 0 && { env: env.env() }),
          ...(compares && { volumeMounts: [credentialsMount] }),
          script: `${script.join('\n')}\n`,
        },
      ],
    },
  }
}

/** A test of the list of changed files; where it is not known what changed, everything did. */
function changedTest(paths: readonly string[], ignored: readonly string[]): string {
  return `changed ${shellWord(paths.length === 0 ? '.*' : extended(paths))}${ignored.length === 0 ? '' : ` ${shellWord(extended(ignored))}`}`
}

// Pipelines-as-Code knows the files of a pull request, and of a push those of its last commit alone, so that git
// compares: a pull request with where it began, a push with the commit before it.
function comparison(run: Run, put: (name: string, param: string) => void): readonly string[] {
  const pull = run.event === 'pullRequest'
  const give = (name: string, param: string) => {
    put(name, param)
    return `$${name}`
  }
  const url = give('SOURCE_URL', sourceOf(run))
  const revision = give('REVISION', 'revision')
  const fetch = pull
    ? [
        `git fetch --quiet --no-tags --filter=blob:none origin "${revision}" &&`,
        `  git fetch --quiet --no-tags --filter=blob:none "${give('TARGET_URL', 'repo-url')}" "refs/heads/${give('TARGET_BRANCH', 'target-branch')}" &&`,
        `  before=$(git merge-base FETCH_HEAD "${revision}") &&`,
      ]
    : [
        `before=${give('BEFORE', 'before')}`,
        `git fetch --quiet --no-tags --depth 1 --filter=blob:none origin "${revision}" "$before" &&`,
      ]
  return [
    ...gitFunction,
    'git init --quiet .',
    'git config --global --add safe.directory "$PWD"',
    `git remote add origin "${url}"`,
    'known=true',
    ...fetch,
    `  git -c core.quotePath=false diff --name-only --no-renames "$before" "${revision}" >/tekton/home/changed || known=false`,
    'changed() {',
    '  [ "$known" = false ] || grep -Ex -e "$1" /tekton/home/changed | grep -Eqvx -e "${2:-}"',
    '}',
  ]
}
