import { yes } from '../../../src/condition/build.ts'
import type { Env, EnvEntry, Input, Step, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { minutesOf } from './duration.ts'
import { scan } from './scan.ts'
import { readScript } from './script.ts'
import { fixedText, resolveText, type Scope } from './values.ts'

/** The steps of a task, and the image that all of them run in. */
export interface ReadSteps {
  readonly image: string | undefined
  readonly steps: readonly Step[]
  /** Why they stay steps of Tekton; undefined: they became portable ones. */
  readonly asIs: string | undefined
  /** Variables of which no other vendor knows anything, by step. */
  readonly unknown: readonly { readonly variable: string; readonly origin: Origin }[]
}

/** What the steps of a task depend on. */
export interface StepSetting {
  readonly scope: Scope
  readonly inputs: readonly Input[]
  readonly originOf: (index: number) => Origin
}

/** Reads the steps of a task: portable ones where all run scripts in one image, else each as it is. */
export function readSteps(spec: DataMap, setting: StepSetting): ReadSteps {
  const template = mapOf(spec.stepTemplate)
  const steps = listOf(spec.steps).map((step) => mapOf(step))
  const images = steps.map((step) => imageOf(step, template, setting))
  const image = images[0]
  const why = steps.map((step) => reasonAgainst(step, template)).find((reason) => reason !== undefined)
  const asIs =
    why ??
    (images.some((one) => one === undefined)
      ? 'its image is known when it runs'
      : new Set(images).size > 1
        ? 'the steps of the task run in several images'
        : undefined)
  if (asIs !== undefined) {
    const native = steps.map((step, index): Step => {
      const origin = setting.originOf(index)
      const name = textOf(step.name) === undefined ? [] : [textOf(step.name) as string]
      return {
        kind: 'vendor',
        name,
        variants: { tekton: { native: step } },
        otherwise: null,
        recipeOf: null,
        status: 'success',
        condition: yes,
        origin,
      }
    })
    return { image: undefined, steps: native, asIs, unknown: [] }
  }
  const unknown: { variable: string; origin: Origin }[] = []
  const made = steps.map((step, index) => {
    const origin = setting.originOf(index)
    const read = readScript(sourceOf(step, template), setting.scope, origin)
    const env = envOf([...listOf(template.env), ...listOf(step.env)], setting.scope, origin)
    for (const variable of [...read.unknown, ...env.unknown]) unknown.push({ variable, origin })
    const own = new Set(env.env.map(({ name }) => name))
    const name = textOf(step.displayName) ?? textOf(step.name)
    return {
      ...plainStep(read.script, origin, read.shell),
      name: name === undefined ? [] : [name],
      workingDirectory: folderOf(textOf(step.workingDir) ?? textOf(template.workingDir), setting),
      env: [...env.env, ...read.env.filter((entry) => !own.has(entry.name))],
      continueOnError: step.onError === 'continue',
      timeoutMinutes: minutesOf(textOf(step.timeout)) ?? null,
      writesOutputs: read.writes,
    }
  })
  return { image, steps: made, asIs: undefined, unknown }
}

function imageOf(step: DataMap, template: DataMap, { scope, inputs }: StepSetting): string | undefined {
  const text = textOf(step.image) ?? textOf(template.image)
  const fixed = text === undefined ? undefined : fixedText(resolveText(text, scope).text, inputs)
  return fixed === undefined || fixed === '' || /\s/.test(fixed) ? undefined : fixed
}

function reasonAgainst(step: DataMap, template: DataMap): string | undefined {
  if (step.ref !== undefined) return 'a step of it lies elsewhere'
  if (step.when !== undefined) return 'a step of it has a condition of its own'
  const script = textOf(step.script)
  if (script !== undefined)
    return /^\s*#!/.test(script) && shellOf(script) === undefined ? 'a script of it is for no shell' : undefined
  return textsOf(step.command ?? template.command ?? null).length === 0
    ? 'what its image runs is known to the image alone'
    : undefined
}

/** The shell of a script; undefined: it is for something else. */
function shellOf(script: string): 'bash' | 'sh' | undefined {
  const first = script.trimStart().split('\n', 1)[0] ?? ''
  if (!first.startsWith('#!')) return 'sh'
  const found = /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?(bash|sh|dash|ash)(?:\s|$)/.exec(first)?.[1]
  return found === undefined ? undefined : found === 'bash' ? 'bash' : 'sh'
}

function sourceOf(step: DataMap, template: DataMap): { readonly text: string; readonly shell: 'bash' | 'sh' } {
  const script = textOf(step.script)
  if (script !== undefined) {
    const lines = script.trimStart().split('\n')
    const body = lines[0]?.startsWith('#!') === true ? lines.slice(1) : lines
    // `#!/bin/sh -eux` says to the shell what `set` says too.
    const flags = /^#!.*\s-([a-z]+)\s*$/.exec(lines[0] ?? '')?.[1]?.replace('o', '')
    const first = flags === undefined || flags.replace('e', '') === '' ? [] : [`set -${flags}`]
    return { text: [...first, ...body].join('\n'), shell: shellOf(script) ?? 'sh' }
  }
  const command = textsOf(step.command ?? template.command ?? null)
  const args = textsOf(step.args ?? template.args ?? null)
  const [head, option, inner] = [...command, ...args]
  const isShell = /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh$/.test(head ?? '') && /^-[eux]*c$/.test(option ?? '')
  if (isShell && inner !== undefined && command.length + args.length === 3)
    return { text: inner, shell: head?.endsWith('bash') === true ? 'bash' : 'sh' }
  return { text: [...command, ...args].map(word).join(' '), shell: 'sh' }
}

// The shell must still fill in what stands in a word.
function word(text: string): string {
  const parts = scan(text).map((part) => (typeof part === 'string' ? shellWord(part) : `"$(${part.variable})"`))
  return parts.length === 0 ? "''" : parts.join('')
}

function folderOf(path: string | undefined, { scope, inputs }: StepSetting): string {
  if (path === undefined) return '.'
  const inner = path.replace(/^\$\(workspaces\.[\w-]+\.path\)|^\/workspace\/[\w-]+/, '').replace(/^\/+|\/+$/g, '')
  const fixed = fixedText(resolveText(inner, scope).text, inputs)
  if (path.startsWith('/') && !path.startsWith('/workspace/')) return '.'
  return fixed === undefined || fixed === '' || /(?:^|\/)\.\.(?:\/|$)|[\\$~]|^[/-]/.test(fixed) ? '.' : fixed
}

/** The environment of a container, as far as it is texts and keys of secrets. */
export function envOf(
  list: readonly Data[],
  scope: Scope,
  origin: Origin,
): { readonly env: Env; readonly unknown: readonly string[] } {
  const made = new Map<string, EnvEntry>()
  const unknown: string[] = []
  for (const entry of list) {
    const { name, value, valueFrom } = mapOf(entry)
    const id = textOf(name) ?? ''
    if (!/^[A-Za-z_]\w*$/.test(id) || id.startsWith('PIPEGEN_') || id === '__proto__') continue
    const text = textOf(value)
    const secret = mapOf(mapOf(valueFrom).secretKeyRef)
    const [of, key] = [textOf(secret.name), textOf(secret.key)]
    if (of !== undefined && key !== undefined) {
      const plain = secretName(of, key)
      made.set(id, { name: id, value: [{ ref: 'secret', name: plain, file: false }], origin })
    } else if (valueFrom === undefined) {
      const resolved = resolveText(text ?? '', scope)
      unknown.push(...resolved.unknown)
      made.set(id, { name: id, value: inShell(resolved.text), origin })
    }
  }
  return { env: [...made.values()], unknown }
}

function secretName(secret: string, key: string): string {
  const plain = `${/[{$]/.test(secret) ? '' : `${secret}_`}${key}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return plain.replace(/^[^A-Z]+|_+$/g, '') || 'SECRET'
}

// Carriage returns and NUL are no part of a text that people can write.
function inShell(text: Text): Text {
  return text.map((part) => (typeof part === 'string' ? part.replaceAll('\r', '') : part))
}
