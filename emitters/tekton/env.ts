import type { Env, Text } from '../../src/ir.ts'
import { escapeValue } from './collisions.ts'
import type { Params } from './params.ts'
import type { TektonEnv, TektonParam } from './schema.ts'
import { type Piece, type Place, pieceOf } from './values.ts'

/** The environment of one container, and what scripts in it must do first. */
export interface Variables {
  /** Makes a value visible under a name to every step of the container. */
  readonly add: (name: string, value: Text) => void
  /** A value as a word of a shell script; foreign text comes by a variable and never stands in the script. */
  readonly word: (name: string, value: Text) => string
  /** A parameter of the run under a name. */
  readonly give: (name: string, param: string) => void
  /** A literal that pipegen itself needs. */
  readonly set: (name: string, value: string) => void
  readonly env: () => readonly TektonEnv[]
  /** Lines for the beginning of a script. */
  readonly lines: () => readonly string[]
  readonly params: () => readonly TektonParam[]
}

/** An empty environment of a job in a run. */
export function variables(place: Place, run: Params): Variables {
  const foreign = new Map<string, TektonEnv>()
  const own = new Map<string, TektonEnv>()
  const secret = new Map<string, TektonEnv>()
  const taskParams = new Map<string, string>()
  const prologue = new Set<string>()
  const exports: string[] = []

  const mentioned = (piece: Exclude<Piece, { readonly kind: 'text' | 'secret' | 'shell' }>): string => {
    if (piece.kind === 'param') return run.use(piece.name)
    if (piece.kind === 'own') taskParams.set(piece.name, piece.value)
    return `$(params.${piece.name})`
  }
  const literal = (value: string): string => {
    const escaped = escapeValue(value)
    for (const [name, character] of escaped.helpers) foreign.set(name, { name, value: character })
    return escaped.value
  }
  const put = (name: string, pieces: readonly Piece[]): void => {
    const [only] = pieces
    if (pieces.length === 1 && only?.kind === 'secret') {
      const from = only.fromForks ? run.use(only.secret) : only.secret
      secret.set(name, {
        name,
        valueFrom: { secretKeyRef: { name: from, key: only.key, ...(only.fromForks && { optional: true }) } },
      })
      return
    }
    let target = pieces.some((piece) => piece.kind === 'param' || piece.kind === 'own') ? foreign : own
    const value = pieces
      .map((piece) => {
        if (piece.kind === 'text') return literal(piece.text)
        if (piece.kind === 'shell') return ''
        if (piece.kind !== 'secret') return mentioned(piece)
        target = secret
        const helper = `PIPEGEN_${piece.key.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`
        put(helper, [piece])
        return `$(${helper})`
      })
      .join('')
    target.delete(name)
    target.set(name, { name, value })
  }
  const helpers = new Map<string, string>()
  const helperFor = (wanted: string, piece: Piece): string => {
    const key = JSON.stringify(piece)
    const known = helpers.get(key)
    if (known !== undefined) return known
    let helper = wanted
    for (let number = 2; [foreign, own, secret].some((map) => map.has(helper)); number++) helper = `${wanted}_${number}`
    helpers.set(key, helper)
    put(helper, [piece])
    return helper
  }
  const shellWord = (name: string, pieces: readonly Piece[]): string =>
    pieces
      .map((piece, index) => {
        if (piece.kind !== 'shell') {
          return `"$${helperFor(`PIPEGEN_${name}${pieces.length === 1 ? '' : `_${index + 1}`}`, piece)}"`
        }
        for (const [variable, param] of piece.needs) put(variable, [{ kind: 'param', name: param }])
        for (const line of piece.lines) prologue.add(line)
        return piece.word
      })
      .join('')
  const piecesOf = (value: Text): readonly Piece[] =>
    join(value.map((part): Piece => (typeof part === 'string' ? { kind: 'text', text: part } : pieceOf(part, place))))

  return {
    add: (name, value) => {
      const pieces = piecesOf(value)
      if (pieces.some((piece) => piece.kind === 'shell')) exports.push(`export ${name}=${shellWord(name, pieces)}`)
      else put(name, pieces)
    },
    word: (name, value) => shellWord(name, piecesOf(value)),
    give: (name, param) => put(name, [{ kind: 'param', name: param }]),
    set: (name, value) => {
      own.set(name, { name, value: literal(value) })
    },
    // Kubernetes expands $(NAME) in a value by the variables before it, so that foreign text comes first, secrets last:
    // https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
    env: () => [...foreign.values(), ...own.values(), ...secret.values()],
    lines: () => [...prologue, ...exports],
    params: () => [...taskParams].map(([name, value]) => ({ name, value })),
  }
}

/** The entries of environments, inner ones in place of outer ones. */
export function merged(...envs: readonly Env[]): Env {
  const byName = new Map(envs.flat().map((entry) => [entry.name, entry]))
  return [...byName.values()]
}

function join(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined[joined.length - 1]
    if (piece.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + piece.text }
    else joined.push(piece)
  }
  return joined.length === 0 ? [{ kind: 'text', text: '' }] : joined
}
