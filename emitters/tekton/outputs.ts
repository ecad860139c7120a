import type { Job } from '../../src/ir.ts'
import { gitImage } from './images.ts'
import type { TektonStep } from './schema.ts'

/** Where the steps write their outputs. */
export const outputFile = '/tekton/home/outputs'

// A container has 4096 bytes for all that it tells Tekton, a pod 12288 for all its containers, and Tekton needs some of
// them: https://tekton.dev/docs/pipelines/tasks/#emitting-results
const perContainer = 4096
const perPod = 12288
const reserved = 1024

/** How many bytes the results of a task may have. */
export function resultLimit(containers: number): number {
  return Math.min(perContainer, Math.floor(perPod / Math.max(containers, 1))) - reserved
}

/**
 * The step that turns what the others wrote into results; undefined: there are none. Every output has one, because
 * Tekton stops a run that reads a result which was never written, and the last value of a name wins. A dollar sign is
 * doubled, because Kubernetes halves it where the result becomes an environment variable.
 */
export function outputStep(job: Job, limit: number): TektonStep | undefined {
  if (job.outputs.length === 0) return undefined
  const names = job.outputs.map(({ name }) => name)
  const paths = names.map((name) => `"$(results.${name}.path)"`)
  const lines = [
    '#!/bin/sh',
    'set -eu',
    `touch ${outputFile}`,
    '',
    '# The last value of a name; every dollar sign is doubled.',
    'output() {',
    '  awk -v name="$1" \'',
    '    end == "" && /^[^=]*<</ { at = index($0, "<<"); key = substr($0, 1, at - 1); end = substr($0, at + 2); text = gap = ""; next }',
    '    end != "" && $0 == end { if (key == name) value = text; end = ""; next }',
    '    end != "" { text = text gap $0; gap = "\\n"; next }',
    '    { at = index($0, "="); if (substr($0, 1, at - 1) == name) value = substr($0, at + 1) }',
    '    END { gsub(/[$]/, "$$", value); printf "%s", value }',
    `  ' ${outputFile}`,
    '}',
    ...names.map((name) => `output ${name} >"$(results.${name}.path)"`),
    '',
    `size=$(${paths.length === 1 ? `wc -c <${paths[0] ?? ''}` : `cat ${paths.join(' ')} | wc -c`})`,
    `[ "$size" -le ${limit} ] || {`,
    `  echo "The outputs have $size bytes; Tekton keeps ${limit} of this task." >&2`,
    '  exit 1',
    '}',
  ]
  return { name: 'outputs', image: gitImage, script: `${lines.join('\n')}\n` }
}

/** The lines that give a task the result of its steps, which were allowed to fail so that the step could run. */
export const watching = {
  first: 'code=$(cat "$(steps.step-run.exitCode.path)")',
  last: 'exit "$code"',
} as const
