import { isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'
import type { SourceFile } from '../../../src/read/reading.ts'

/** Files with one thing taken out or changed, and where. */
export interface Mutant {
  readonly place: string
  readonly files: readonly SourceFile[]
}

/** What decides how jobs run, by vendor: keys of which each is taken out where it stands. */
export interface Targets {
  readonly keys: readonly string[]
  /** Maps of which every entry is taken out, and every value changed. */
  readonly maps: readonly string[]
  /** Lists of which every item is taken out, and neighbours change places. */
  readonly lists: readonly string[]
}

type Change = (docs: Docs) => boolean
type Docs = Exclude<ReturnType<typeof parseAllDocuments>, { readonly empty: true }>

/** All mutants of files: keys, entries of maps, items of lists, and lines of scripts that set a variable or run a step. */
export function contentMutants(files: readonly SourceFile[], targets: Targets): readonly Mutant[] {
  return files.flatMap((file, at) =>
    (/\.ya?ml$/.test(file.path) ? ofYaml(file, targets) : ofText(file)).map(({ place, text }) => ({
      place: `${file.path}: ${place}`,
      files: files.with(at, { path: file.path, text }),
    })),
  )
}

interface Mutation {
  readonly place: string
  readonly text: string
}

const telling = /^\s*(?:export \w|.*env -0|.*\bpipegen_from=)|^\s*for pipegen_from/

function ofText({ text }: SourceFile): readonly Mutation[] {
  return linesOut(text).map(({ place, text: mutated }) => ({ place, text: mutated }))
}

function linesOut(text: string): readonly Mutation[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) =>
    telling.test(line) && !/export (?:PIPEGEN_|\w+$)/.test(line)
      ? [
          {
            place: line.trim(),
            text: lines
              .with(at, line.includes('&&') || line.startsWith('for') ? ': ; for nothing in ; do' : ':')
              .join('\n'),
          },
        ]
      : [],
  )
}

function ofYaml(file: SourceFile, { keys, maps, lists }: Targets): readonly Mutation[] {
  const changes: { readonly place: string; readonly change: Change }[] = []
  const docs = read(file.text)
  const add = (place: string, change: Change) => changes.push({ place, change })
  docs.forEach((doc, index) => {
    visit(doc, {
      Pair(_, pair, path) {
        const above = path.flatMap((node) => ('key' in node ? [String(node.key)] : []))
        const place = [...above, String(pair.key)]
        const at = pathOf(doc, pair, path)
        if (at === undefined) return
        const ends = (list: readonly string[], names: readonly string[]) =>
          list.some((one) => `.${names.join('.')}`.endsWith(`.${one}`))
        const where = place.join('.')
        if (ends(keys, place)) add(`without ${where}`, (all) => all[index]?.deleteIn(at) === true)
        if (ends(maps, above)) {
          add(`without ${where}`, (all) => all[index]?.deleteIn(at) === true)
          if (isScalar(pair.value)) add(`other ${where}`, (all) => put(all, index, at, 'something else'))
        }
        if (ends(lists, place) && isSeq(pair.value)) {
          const { length } = pair.value.items
          for (let item = 0; item < length; item++)
            add(`${where} without ${item}`, (all) => all[index]?.deleteIn([...at, item]) === true)
          const texts = pair.value.items.map((item) => String(item))
          for (let item = 1; item < length; item++)
            if (mustFollow(texts[item - 1] ?? '', texts[item] ?? ''))
              add(`${where} with ${item} first`, (all) => swap(all, index, at, item))
        }
      },
      Scalar(key, scalar, path) {
        if (typeof scalar.value !== 'string' || key === 'key') return
        const at = pathOf(doc, scalar, path)
        if (at === undefined) return
        for (const { place, text } of linesOut(scalar.value))
          add(`script without ${place}`, (all) => put(all, index, at, text))
      },
    })
  })
  return changes.flatMap(({ place, change }) => {
    const again = read(file.text)
    return change(again) ? [{ place, text: again.map(String).join('') }] : []
  })
}

function read(text: string): Docs {
  const docs = parseAllDocuments(text)
  return (Array.isArray(docs) ? docs : []) as unknown as Docs
}

type Path = readonly (string | number)[]

// The path of a node by keys and places in lists.
function pathOf(_: unknown, node: unknown, above: readonly unknown[]): Path | undefined {
  const path: (string | number)[] = []
  const chain = [...above, node]
  for (const [at, one] of chain.entries()) {
    const next = chain[at + 1]
    if (isSeq(one)) path.push(one.items.indexOf(next as never))
    else if (typeof one === 'object' && one !== null && 'key' in one) path.push(String((one as { key: unknown }).key))
    else if (!isMap(one) && !isScalar(one) && at > 0 && next !== undefined) return undefined
  }
  return path
}

function put(docs: Docs, index: number, at: Path, value: string): boolean {
  docs[index]?.setIn(at, value)
  return true
}

function swap(docs: Docs, index: number, at: Path, item: number): boolean {
  const list = docs[index]?.getIn(at)
  if (!isSeq(list)) return false
  const [one, other] = [list.items[item - 1], list.items[item]]
  list.items[item - 1] = other as (typeof list.items)[number]
  list.items[item] = one as (typeof list.items)[number]
  return true
}

// Steps of the story keep their order, and what they find was fetched before; preparations may change places.
function mustFollow(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => text.includes('PROBE_TRACE'))
  return first && second ? true : first !== second && /-artifact@|actions\/checkout/.test(first ? other : one)
}
