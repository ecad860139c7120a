import type { Checkout } from '../../src/ir.ts'
import { gitImage } from './images.ts'
import type { Params } from './params.ts'
import type { Run } from './runs.ts'
import type { TektonEnv, TektonStep, TektonVolume } from './schema.ts'
import { messageFile, type Place } from './values.ts'

/** The volume with the credentials for git. */
export function credentialsVolume({ pipeline, run }: Pick<Place, 'pipeline' | 'run'>): TektonVolume {
  return { name: 'git-credentials', secret: { secretName: run.starting.gitSecret(pipeline), optional: true } }
}

/** How the volume is seen by a step. */
export const credentialsMount = { name: 'git-credentials', mountPath: '/etc/git-credentials', readOnly: true } as const

const login = "-c credential.helper='store --file=/etc/git-credentials/.git-credentials'"

/** Lets git log in, for the commands of one script alone. */
export const gitFunction = ['git() {', `  command git ${login} "$@"`, '}']

/** Where the commit lies: only a pull request may come from elsewhere. */
export function sourceOf(run: Run): 'source-url' | 'repo-url' {
  return run.event === 'pullRequest' ? 'source-url' : 'repo-url'
}

/**
 * The step that fetches the sources. Each task has its own: a volume that tasks share is one tree for all of them.
 *
 * @see https://pipelinesascode.com/docs/advanced/private-repositories/
 */
export function checkoutStep(checkout: Checkout, needsMessage: boolean, run: Run, params: Params): TektonStep {
  const merges = checkout.pullRequest === 'merge' && run.event === 'pullRequest'
  const env: TektonEnv[] = [
    { name: 'SOURCE_URL', value: params.use(sourceOf(run)) },
    { name: 'REVISION', value: params.use('revision') },
  ]
  if (merges) {
    env.push(
      { name: 'TARGET_URL', value: params.use('repo-url') },
      { name: 'TARGET_BRANCH', value: params.use('target-branch') },
    )
  }
  return {
    name: 'checkout',
    image: gitImage,
    env,
    volumeMounts: [credentialsMount],
    script: `${script(checkout, needsMessage, merges).join('\n')}\n`,
  }
}

// The folder and its files are for any user, because the steps after this one may run as another.
function script(checkout: Checkout, needsMessage: boolean, merges: boolean): readonly string[] {
  const depth = checkout.depth === 0 || merges ? '' : ` --depth ${checkout.depth}`
  const fetch = `fetch --quiet${depth}${checkout.tags ? ' --tags' : ' --no-tags'} origin "$REVISION"`
  const alone = !merges && checkout.submodules === 'none' && !checkout.lfs
  return [
    '#!/bin/sh',
    'set -eu',
    'umask 0',
    ...(alone ? [] : gitFunction),
    'chmod 777 .',
    'git config --global --add safe.directory "$PWD"',
    'git init --quiet .',
    'git remote add origin "$SOURCE_URL"',
    ...(alone ? [`git ${login} \\`, `  ${fetch}`] : [`git ${fetch}`]),
    'git checkout --quiet --detach FETCH_HEAD',
    ...(merges
      ? [
          'git fetch --quiet --no-tags "$TARGET_URL" "refs/heads/$TARGET_BRANCH"',
          'git -c user.name=pipegen -c user.email=pipegen@localhost merge --quiet --no-edit --no-ff FETCH_HEAD',
        ]
      : []),
    ...(checkout.submodules === 'none'
      ? []
      : [`git submodule --quiet update --init${checkout.submodules === 'recursive' ? ' --recursive' : ''}${depth}`]),
    ...(checkout.lfs ? ['git lfs install --local', 'git lfs pull'] : []),
    ...(checkout.credentials
      ? ["git config credential.helper 'store --file=/etc/git-credentials/.git-credentials'"]
      : []),
    ...(needsMessage ? [`git log -1 --format=%B >${messageFile}`] : []),
  ]
}
