import type { ContextName, EnvEntry } from '../../../src/ir.ts'
import { own } from '../../../src/own.ts'
import { insideQuotes } from '../../../src/shell/quote.ts'

/** A tag as a word of a shell, and the variables that stand in it. */
export interface ReadTag {
  readonly text: string
  readonly env: readonly Omit<EnvEntry, 'origin'>[]
  /** What of it a story cannot say. */
  readonly unknown: readonly string[]
}

// https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/image-registries
const values: Readonly<Record<string, readonly [variable: string, name: ContextName]>> = {
  branch: ['BRANCH', 'branch'],
  commitid: ['COMMIT', 'sha'],
  committername: ['COMMITTER', 'actor'],
  buildid: ['BUILD', 'runNumber'],
}

const shells: Readonly<Record<string, string>> = {
  timestamp: '$(date +%s)',
  stringtimestamp: '$(date -u +%Y%m%d%H%M%S)',
}

/** Reads the tag of an image, a template such as `{{.Branch}}`. */
export function readTag(template: string): ReadTag {
  const env: Omit<EnvEntry, 'origin'>[] = []
  const unknown: string[] = []
  let text = ''
  let isPlain = true
  for (const { 1: name, 2: plain } of template.matchAll(/\{\{\s*\.(\w+)\s*\}\}|([\s\S])/g)) {
    if (name === undefined) {
      text += insideQuotes(plain ?? '')
      isPlain &&= /[\w.-]/.test(plain ?? '')
      continue
    }
    const [value, shell] = [own(values, name.toLowerCase()), own(shells, name.toLowerCase())]
    isPlain = false
    if (value !== undefined) {
      text += `$${value[0]}`
      if (!env.some((entry) => entry.name === value[0]))
        env.push({ name: value[0], value: [{ ref: 'context', name: value[1] }] })
    } else if (shell !== undefined) text += shell
    else {
      unknown.push(`{{.${name}}}`)
      text += name
    }
  }
  return { text: isPlain ? text : `"${text}"`, env, unknown }
}
