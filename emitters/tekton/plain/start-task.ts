import type { Input } from '../../../src/ir.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { credentialsMount, credentialsVolume, gitFunction } from '../checkout.ts'
import { conditionMinutes } from '../condition-task.ts'
import { gitImage } from '../images.ts'
import type { TektonEnv, TektonPipelineTask } from '../schema.ts'
import { formatMinutes } from '../timeouts.ts'
import type { Place } from '../values.ts'
import { repositoryOf } from './objects.ts'

/** The parameters of tasks that the first task finds, and the results that they come from. */
export const found: Readonly<Record<string, string>> = {
  revision: 'revision',
  'repo-url': 'url',
  'source-url': 'url',
}

/**
 * The first task of a run that no web hook began: it looks which commit the branch has now, so that all jobs run on the
 * same one, and whether the inputs are what the story takes.
 */
export function startTask(
  name: string,
  inputs: readonly Input[],
  finds: boolean,
  place: Pick<Place, 'pipeline' | 'run'>,
): TektonPipelineTask {
  const checks = inputs.flatMap(checkOf)
  const env: readonly TektonEnv[] = [
    ...(finds
      ? [
          { name: 'URL', valueFrom: { configMapKeyRef: { name: repositoryOf(place.pipeline), key: 'url' } } },
          { name: 'BRANCH', value: '$(params.branch)' },
        ]
      : []),
    ...checks.map(({ variable, input }) => ({ name: variable, value: `$(params.input-${input})` })),
  ]
  const script = [
    '#!/bin/sh',
    'set -eu',
    ...checks.flatMap(({ lines }) => lines),
    ...(finds ? [...gitFunction, ...findCommit] : []),
  ]
  return {
    name,
    timeout: formatMinutes(conditionMinutes),
    taskSpec: {
      ...(finds && { results: [{ name: 'revision' }, { name: 'url' }], volumes: [credentialsVolume(place)] }),
      stepTemplate: { env: [{ name: 'HOME', value: '/tekton/home' }] },
      steps: [
        {
          name: 'look',
          image: gitImage,
          env,
          ...(finds && { volumeMounts: [credentialsMount] }),
          script: `${script.join('\n')}\n`,
        },
      ],
    },
  }
}

const findCommit = [
  'commit=$(git ls-remote "$URL" "refs/heads/$BRANCH" | cut -f 1)',
  '[ -n "$commit" ] || {',
  '  echo "There is no branch $BRANCH in $URL." >&2',
  '  exit 1',
  '}',
  'printf %s "$commit" >"$(results.revision.path)"',
  'printf %s "$URL" >"$(results.url.path)"',
]

/** Whether a value of the input can be one that the story does not take. */
export function isChecked({ type }: Input): boolean {
  return type !== 'string'
}

function checkOf(input: Input, index: number) {
  if (!isChecked(input)) return []
  const variable = `INPUT_${index + 1}`
  const fails = [
    `  echo ${shellWord(`This is not a value of the input ${input.name}:`)} "$${variable}" >&2`,
    '  exit 1',
  ]
  const options = input.type === 'boolean' ? ['true', 'false'] : input.options
  const lines =
    input.type === 'number'
      ? [
          `expr "x$${variable}" : ${shellWord('\\(x-\\{0,1\\}[0-9]\\{1,\\}\\(\\.[0-9]\\{1,\\}\\)\\{0,1\\}\\)$')} >/dev/null || {`,
          ...fails,
          '}',
        ]
      : [`case "$${variable}" in`, `${options.map(quoteWhole).join(' | ')}) ;;`, '*)', ...fails, '  ;;', 'esac']
  return [{ variable, input: input.name, lines }]
}

// A pattern of the shell, so that a `*` counts as itself; a dollar sign is broken off what Tekton would replace.
function quoteWhole(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replaceAll('$(', () => "$''(")}'`
}
