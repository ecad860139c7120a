import { annotate, type Yaml } from '../../src/document.ts'

/** An item of a script, with a comment above it. */
export function item(comment: string, text: Yaml): Yaml {
  return comment === '' ? text : annotate(text, { before: [comment] })
}
