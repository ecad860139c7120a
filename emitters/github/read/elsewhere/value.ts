import type { ContextName } from '../../../../src/ir.ts'
import { insideQuotes } from '../../../../src/shell/quote.ts'
import { aliased } from '../aliases.ts'
import { type Node, textOf } from '../expression.ts'
import { partName } from '../matrix.ts'
import { readValue } from '../value.ts'
import { variableName } from '../weave.ts'
import { outputsFile } from './files.ts'
import { free, give, type Pen } from './pen.ts'
import { testOf } from './test.ts'

/** The value of an expression, as it stands between double quotes; undefined where no script can tell it. */
export function wordFor(node: Node, pen: Pen): string | undefined {
  const own = aliased(node)
  if ('value' in own) return insideQuotes(own.value === null ? '' : String(own.value))
  const name = variableFor(own, pen)
  return name === undefined ? undefined : `\${${name}}`
}

/** The variable that holds the value of an expression. */
export function variableFor(node: Node, pen: Pen): string | undefined {
  const own = aliased(node)
  const key = textOf(own)
  const known = pen.names.get(key)
  if (known !== undefined) return known
  if ('path' in own && own.path[0] === 'env' && own.path.length === 2 && pen.visible.has(own.path[1] ?? ''))
    return own.path[1]
  const ref = readValue(own, pen.known)
  if (ref !== undefined) return give(ref, variableName(own), pen)
  const name = free(variableName(own), pen)
  if (!assign(name, own, pen)) return undefined
  pen.names.set(key, name)
  return name
}

/** The variable that holds the value of an expression by now. */
export function heldBy(node: Node, pen: Pen): string | undefined {
  const ref = readValue(node, pen.known)
  return pen.names.get(textOf(node)) ?? (ref === undefined ? undefined : pen.names.get(JSON.stringify(ref)))
}

/** Writes the lines that set a variable to the value of an expression; false where no script can. */
export function assign(name: string, node: Node, pen: Pen): boolean {
  const lines = linesFor(name, aliased(node), pen)
  if (lines === undefined) return false
  pen.lines.push(...lines)
  return true
}

function linesFor(name: string, node: Node, pen: Pen): readonly string[] | undefined {
  if ('path' in node) return ofPath(name, node.path, pen)
  if ('call' in node && node.call === 'format') return ofFormat(name, node.args, pen)
  if ('any' in node) return ofAny(name, node.any, pen)
  if ('all' in node) return choice(name, [node], pen, 'false')
  const test = testOf(node, pen)
  return test === undefined ? undefined : [`if ${test}; then ${name}=true; else ${name}=false; fi`]
}

// `a && 'x' || b && 'y' || 'z'`: the first that holds.
function ofAny(name: string, parts: readonly Node[], pen: Pen): readonly string[] | undefined {
  const last = parts[parts.length - 1]
  const rest = last === undefined ? undefined : wordFor(last, pen)
  return rest === undefined ? undefined : choice(name, parts.slice(0, -1), pen, rest)
}

function choice(name: string, parts: readonly Node[], pen: Pen, rest: string): readonly string[] | undefined {
  const lines: string[] = []
  for (const part of parts) {
    const test = testOf(part, pen)
    const value = 'all' in part ? part.all[part.all.length - 1] : part
    const word = value === undefined ? undefined : wordFor(value, pen)
    if (test === undefined || word === undefined) return undefined
    lines.push(`${lines.length === 0 ? 'if' : 'elif'} ${test}; then`, `  ${name}="${word}"`)
  }
  return [...lines, 'else', `  ${name}="${rest}"`, 'fi']
}

function ofFormat(name: string, args: readonly Node[], pen: Pen): readonly string[] | undefined {
  const [pattern, ...values] = args
  if (pattern === undefined || !('value' in pattern)) return undefined
  const words = values.map((value) => wordFor(value, pen))
  if (words.includes(undefined)) return undefined
  const text = insideQuotes(String(pattern.value)).replaceAll(/\{\{|\}\}|\{(\d+)\}/g, (sign, number) =>
    number === undefined ? sign.slice(1) : (words[Number(number)] ?? ''),
  )
  return [`${name}="${text}"`]
}

const systems: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' }

function ofPath(name: string, path: readonly string[], pen: Pen): readonly string[] | undefined {
  const { known } = pen
  const context = (wanted: string, ref: ContextName): string => give({ ref: 'context', name: ref }, wanted, pen)
  const pull = known.kinds.has('pullRequest')
  const [first, second = '', third, fourth, ...more] = path
  switch (path.join('.')) {
    case 'github.ref':
      return [
        `${name}="refs/heads/\${${context('BRANCH', 'branch')}}"`,
        ...(known.kinds.has('tag') || known.kinds.has('manual') || known.kinds.has('api')
          ? [`[ -z "$${context('TAG', 'tag')}" ] || ${name}="refs/tags/$${context('TAG', 'tag')}"`]
          : []),
        ...(pull ? [merge(name, 'refs/pull/', context('PULL_REQUEST', 'pullRequest.number'))] : []),
      ]
    case 'github.ref_name':
      return [
        `${name}="\${${context('TAG', 'tag')}:-\${${context('BRANCH', 'branch')}}}"`,
        ...(pull ? [merge(name, '', context('PULL_REQUEST', 'pullRequest.number'))] : []),
      ]
    case 'github.ref_type':
      return [`${name}=branch`, `[ -z "$${context('TAG', 'tag')}" ] || ${name}=tag`]
    case 'github.event_name': {
      const event = context('EVENT', 'event')
      return [
        `case "$${event}" in`,
        `  pullRequest) ${name}=pull_request ;;`,
        `  manual) ${name}=workflow_dispatch ;;`,
        `  tag) ${name}=push ;;`,
        `  *) ${name}="$${event}" ;;`,
        'esac',
      ]
    }
    case 'github.event.repository.default_branch':
      return [`${name}="$${context('MAIN_BRANCH', 'defaultBranch')}"`]
    case 'github.server_url':
      return [`${name}="\${${context('REPOSITORY_URL', 'repositoryUrl')}%"/$${context('REPOSITORY', 'repository')}"}"`]
    case 'runner.os': {
      const [system, ...others] = new Set(known.job?.systems ?? [])
      const title = others.length > 0 ? undefined : systems[system ?? '']
      return title === undefined ? undefined : [`${name}=${title}`]
    }
    case 'runner.temp':
      return [`${name}="$PWD/${pen.root}${pen.files.folder}temp"`, `mkdir -p "$${name}"`]
    default:
  }
  if (first === 'env' && third === undefined && pen.visible.has(second)) return [`${name}="$${second}"`]
  const asked =
    first === 'inputs' ? path.slice(1) : path.slice(0, 3).join('.') === 'github.event.inputs' ? path.slice(3) : []
  if (asked.length === 1) {
    const [key = ''] = asked
    const input = known.inputs.get(key)
    if (input === undefined) return undefined
    const given = give({ ref: 'input', name: key }, `${name}_GIVEN`, pen)
    // In runs that were not started by hand the vendor has nothing, and we the default.
    const isAlike = known.kinds.size === 1 || input.default === '' || input.default === 'false'
    if (isAlike) return [`${name}="$${given}"`]
    return [`${name}=''`, `[ "$${context('EVENT', 'event')}" != manual ] || ${name}="$${given}"`]
  }
  // A variable of the settings is one there too.
  if (first === 'vars' && third === undefined && /^[A-Za-z_]\w*$/.test(second))
    return [`${name}="$${give({ ref: 'secret', name: second, file: false }, `${name}_SETTING`, pen)}"`]
  if (first === 'matrix' && third !== undefined && fourth === undefined) {
    const key = partName(second, third)
    if (!known.job?.keys.has(key)) return undefined
    return [`${name}="$${give({ ref: 'matrix', key }, `${name}_VALUE`, pen)}"`]
  }
  if (first !== 'steps' || third !== 'outputs' || fourth === undefined || more.length > 0) return undefined
  return pen.files.silent.has(second) ? [`${name}=''`] : readOutput(name, second, fourth, pen)
}

function merge(name: string, front: string, number: string): string {
  return `[ -z "$${number}" ] || ${name}="${front}$${number}/merge"`
}

// The value of the last line that names it: `name=value`, or `name<<END` with lines up to END.
function readOutput(name: string, step: string, key: string, pen: Pen): readonly string[] | undefined {
  const file = outputsFile(step, pen)
  if (file === undefined || !/^[\w-]+$/.test(key)) return undefined
  const program = [
    `index($0, "${key}=") == 1 { v = substr($0, ${key.length + 2}) }`,
    `index($0, "${key}<<") == 1 { m = substr($0, ${key.length + 3}); v = s = ""; while ((getline l) > 0 && l != m) { v = v s l; s = "\\n" } }`,
    'END { print v }',
  ].join(' ')
  return pen.files.multi.has(step)
    ? [`${name}=$(awk '${program}' "${file}" 2>/dev/null || true)`]
    : [`${name}=$(sed -n 's/^${key}=//p' "${file}" 2>/dev/null | tail -n 1 || true)`]
}
