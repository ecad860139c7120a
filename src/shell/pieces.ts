import type { Ref, Text } from '../ir.ts'
import { insideQuotes, shellWord } from './quote.ts'

/** A value: plain text, a variable, or a piece of shell that stands in double quotes. */
export type Piece = string | { readonly variable: string } | { readonly shell: string }

/** A text in pieces, in which neighbouring texts are joined. */
export function piecesIn(text: Text, pieceOf: (ref: Ref) => Piece): readonly Piece[] {
  const pieces: Piece[] = []
  for (const part of text) {
    const piece = typeof part === 'string' ? part : pieceOf(part)
    const last = pieces[pieces.length - 1]
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece
    else pieces.push(piece)
  }
  return pieces.filter((piece) => piece !== '')
}

/** A text whose value is known now; undefined for any other. */
export function plainOf(pieces: readonly Piece[]): string | undefined {
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined
}

/** A text as one word of a shell. */
export function wordOf(pieces: readonly Piece[]): string {
  const plain = plainOf(pieces)
  return plain === undefined ? quotedOf(pieces) : shellWord(plain)
}

/** A text in double quotes of a shell. */
export function quotedOf(pieces: readonly Piece[]): string {
  return `"${joined(pieces, insideQuotes)}"`
}

/** The pieces in a row, variables as a shell names them; `literal` writes plain text. */
export function joined(pieces: readonly Piece[], literal: (plain: string) => string): string {
  return pieces
    .map((piece, index) => {
      if (typeof piece === 'string') return literal(piece)
      if ('shell' in piece) return piece.shell
      const next = pieces[index + 1]
      return typeof next === 'string' && /^\w/.test(next) ? `\${${piece.variable}}` : `$${piece.variable}`
    })
    .join('')
}
