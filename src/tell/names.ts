import { camel } from '../camel.ts'
import { takeName } from '../take-name.ts'

/** The names of a file: each stands for one thing. */
export interface Names {
  /** A free name that is like the wanted one; `kind` is put behind it where it is taken. */
  readonly free: (wanted: string, kind: string) => string
  /** Keeps a name from being used. */
  readonly reserve: (name: string) => void
  /** Names for the inside of a function, which no other name of the file is like. */
  readonly within: () => Names
}

// Words that no constant can be called, and globals that it should not hide.
const words =
  'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends false finally for from function get global globalThis if implements import in Infinity instanceof interface let module NaN never new null number Number object of package private process protected public readonly require return set static string String super switch symbol this throw true try type typeof undefined unknown var void while with yield Object Array Error Promise console exports'.split(
    ' ',
  )

/** What a story can import; no constant is called like one of them. */
export const exported =
  'after all always any api branch bun cache changed ctx deno dependencies docker dotnet environment event fork go idToken input java job lines manual matrix node not onFailure optional php pullRequest push pwsh python repositoryToken ruby rust schedule secret service sh step story tag targetBranch vendorCondition vendorStep vendorTrigger cell Value'.split(
    ' ',
  )

const fixed: ReadonlySet<string> = new Set([...words, ...exported])

/** Names for one file. */
export function namesOf(known: Iterable<string> = fixed): Names {
  const taken = new Set(known)
  return {
    reserve: (name) => {
      taken.add(name)
    },
    within: () => namesOf(taken),
    free: (wanted, kind) => {
      const plain = camel(wanted)
      const base = /^[A-Za-z_]/.test(plain) ? plain : camel(`${kind}-${plain}`)
      const withKind = taken.has(base) && (kind !== 'part' || fixed.has(base))
      const name = withKind ? `${base}${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : base
      return takeName(name, taken, (number) => `${base}${number}`)
    },
  }
}
