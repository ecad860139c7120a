import type { Yaml } from '../document.ts'
import { bare, type Collection, firstOf, isCollection, isSequence, notesOf } from './notes.ts'
import { writeAtom, writeFlowText } from './scalar.ts'

/** A collection on one line: where it is empty, or where a flow is asked for and fits into the room. */
export function writeBrief(value: Collection, flow: boolean, room: number): string | undefined {
  if (firstOf(value) === undefined) return isSequence(value) ? '[]' : '{}'
  return flow && isSequence(value) ? writeFlow(value, room) : undefined
}

function writeFlow(items: readonly Yaml[], room: number): string | undefined {
  const texts = []
  for (const item of items) {
    const text = writeItem(item)
    if (text === undefined) return undefined
    texts.push(text)
  }
  const text = `[${texts.join(', ')}]`
  // Wide characters take more than one column: leave these to the block style.
  return text.length > room || /[^\x20-\x7e]/.test(text) ? undefined : text
}

function writeItem(item: Yaml): string | undefined {
  const value = bare(item)
  const { before, after, blank, tag } = notesOf(item)
  if (before?.length || after !== undefined || blank || isCollection(value)) return undefined
  const text = typeof value === 'string' ? writeFlowText(value) : writeAtom(value)
  return tag === undefined ? text : `${tag} ${text}`
}
