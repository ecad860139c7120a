import type { RunStep } from '../../src/ir.ts'
import { breakUp, collides } from './collisions.ts'
import { indent } from './shell.ts'

/** One portable step, ready to stand in a script. */
export interface Part {
  /** A comment above it; empty: none. */
  readonly title: string
  readonly shell: 'bash' | 'sh'
  readonly body: string
  /** Lines that the step's own process runs first. */
  readonly first: readonly string[]
  /** A test of the shell; undefined: always true. */
  readonly test: string | undefined
  readonly status: RunStep['status']
  readonly mayFail: boolean
  readonly timeoutMinutes: number | null
  readonly retry: number
}

const interpreters = { bash: 'bash -eo pipefail', sh: 'sh -e' } as const
const opening = { bash: ['#!/usr/bin/env bash', 'set -eo pipefail'], sh: ['#!/bin/sh', 'set -e'] } as const
const file = '/tekton/home/step'

/** Whether a single part can be the script of its container as it stands, with the container's own time limit and failure. */
export function standsAlone(parts: readonly Part[]): boolean {
  const [part] = parts
  return (
    parts.length === 1 &&
    part !== undefined &&
    part.test === undefined &&
    part.status !== 'failure' &&
    part.retry === 0 &&
    !collides(textOf(part))
  )
}

/**
 * The script of a container. Tekton adds nothing to a script with `#!`; the steps of a job share one container, because
 * what they install must last, and each is a process of its own, because nothing else may.
 *
 * @see https://tekton.dev/docs/pipelines/tasks/#running-scripts-within-steps
 */
export function writeScript(parts: readonly Part[], prologue: readonly string[], alone: boolean): string {
  const [part] = parts
  if (part !== undefined && alone) return lines([...opening[part.shell], ...prologue, textOf(part)])
  const watches = parts.some(({ status }) => status !== 'success')
  const all = allOf(parts)
  return lines([
    '#!/bin/sh',
    ...(watches ? [] : ['set -e']),
    ...prologue,
    ...functions(parts, watches),
    ...parts.flatMap((one, index) => ['', ...write(one, all, watches, index === 0)]),
    ...(watches ? ['', 'exit "$code"'] : []),
  ])
}

function functions(parts: readonly Part[], watches: boolean): readonly string[] {
  const all = allOf(parts)
  const marks = new Map(parts.flatMap((part) => breakUp(textOf(part), all).marks))
  const put = [...marks].map(([mark, character]) => `-e 's/${mark}/${character}/g'`)
  const save = put.length === 0 ? `  cat >${file}` : `  sed ${put.join(' ')} >${file}`
  return [
    ...(parts.some(({ retry }) => retry === 0)
      ? [
          '',
          '# Each step is a process of its own, whose script comes on standard input.',
          'step() {',
          save,
          `  "$@" ${file} </dev/null`,
          '}',
        ]
      : []),
    ...(parts.some(({ retry }) => retry > 0)
      ? [
          '',
          'retry() {',
          '  left=$1',
          '  shift',
          save,
          `  until "$@" ${file} </dev/null; do`,
          '    ended=$?',
          '    [ "$left" -gt 0 ] || return "$ended"',
          '    left=$((left - 1))',
          '  done',
          '}',
        ]
      : []),
    ...(watches ? ['', 'code=0', 'failed() {', '  [ "$code" -ne 0 ] || code=$1', '}'] : []),
  ]
}

function write(part: Part, all: string, watches: boolean, isFirst: boolean): readonly string[] {
  const { text } = breakUp(textOf(part), all)
  const end = endOf(text)
  const command = [
    part.retry > 0 ? `retry ${part.retry}` : 'step',
    ...(part.timeoutMinutes === null ? [] : [`timeout -k 10 ${part.timeoutMinutes * 60}`]),
    interpreters[part.shell],
    `<<'${end}'`,
    ...(part.mayFail ? ['|| echo "This step may fail."'] : watches ? ['|| failed $?'] : []),
  ].join(' ')
  const tests = [
    ...(part.status === 'failure' ? ['[ "$code" -ne 0 ]'] : []),
    ...(part.status === 'success' && watches && !isFirst ? ['[ "$code" -eq 0 ]'] : []),
    ...(part.test === undefined ? [] : [part.test]),
  ]
  const title = part.title === '' ? [] : [`# ${part.title}`]
  if (tests.length === 0) return [...title, command, text, end]
  return [...title, `if ${tests.join(' && ')}; then`, ...indent([command]), text, end, 'fi']
}

function allOf(parts: readonly Part[]): string {
  return parts.map(textOf).join('\n')
}

function textOf(part: Part): string {
  return [...part.first, part.body.replace(/\n+$/, '')].join('\n')
}

function endOf(text: string): string {
  const all = new Set(text.split('\n'))
  let end = 'END'
  for (let number = 2; all.has(end); number++) end = `END_${number}`
  return end
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
