import type { Lock } from '../../src/ir.ts'
import type { Variables } from './env.ts'
import { kubectlImage } from './images.ts'
import type { TektonStep } from './schema.ts'

/** How long a job waits for its lock, in minutes. */
export const lockMinutes = 24 * 60

/**
 * The step that waits until nobody else holds the lock. The lock is a Lease that names the task run that holds it: it
 * is free as soon as that has ended, however it ended, and taking it fails if another was faster, because a Lease is
 * changed by its version.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/leases/
 */
export function lockStep(lock: Lock, vars: Variables): TektonStep {
  vars.add('LOCK', lock.name)
  const script = [
    '#!/bin/sh',
    'set -eu',
    ...vars.lines(),
    'me=$(context.taskRun.name)',
    `lease=lock-$(printf %s "$LOCK" | tr '[:upper:]' '[:lower:]' | tr -c '[:lower:][:digit:]' -)-lease`,
    '',
    '# The Lease names the task run that holds the lock until it ends.',
    'write() {',
    '  printf \'{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"%s"%s},"spec":{"holderIdentity":"%s"}}\' \\',
    '    "$lease" "$1" "$me" | kubectl "$2" --filename - >/dev/null 2>&1',
    '}',
    'kubectl auth can-i create leases >/dev/null || {',
    '  echo "This service account may not create leases." >&2',
    '  exit 1',
    '}',
    'until write "" create; do',
    '  found=$(kubectl get lease "$lease" --ignore-not-found --output jsonpath=\'{.metadata.resourceVersion} {.spec.holderIdentity}\')',
    '  holder=${found#* }',
    '  if [ "$holder" = "$me" ]; then break; fi',
    '  if [ -n "$found" ]; then',
    '    ended=$(kubectl get taskrun "$holder" --ignore-not-found --output jsonpath=\'{.metadata.name}{.status.completionTime}\')',
    '    if [ -z "$ended" ] || [ "$ended" != "$holder" ]; then',
    '      if write ",\\"resourceVersion\\":\\"${found%% *}\\"" replace; then break; fi',
    '    fi',
    '  fi',
    '  echo "Waiting for ${holder:-the lock}."',
    '  sleep 10',
    'done',
  ]
  return { name: 'lock', image: kubectlImage, env: vars.env(), script: `${script.join('\n')}\n` }
}
