import type { Ref, Text } from '../ir.ts'
import { insideQuotes, shellWord } from './quote.ts'

/** A value: plain text, a variable, or a piece of shell that stands in double quotes. */
export type Piece = string | { readonly variable: string } | { readonly shell: string }

/** How texts are written whose references are looked up in a scope. */
export interface Texts<Scope> {
  /** A text in pieces, in which neighbouring texts are joined. */
  readonly piecesOf: (text: Text, scope: Scope) => readonly Piece[]
  /** A text whose value is known now; undefined for any other. */
  readonly plainText: (text: Text, scope: Scope) => string | undefined
  /** A text as one word of a shell. */
  readonly shellValue: (text: Text, scope: Scope) => string
  /** A text in double quotes of a shell. */
  readonly quoted: (text: Text, scope: Scope) => string
}

/** The ways to write texts of a vendor, of which `pieceOf` knows the references. */
export function textsIn<Scope>(pieceOf: (ref: Ref, scope: Scope) => Piece): Texts<Scope> {
  const piecesOf: Texts<Scope>['piecesOf'] = (text, scope) => piecesIn(text, (ref) => pieceOf(ref, scope))
  return {
    piecesOf,
    plainText: (text, scope) => plainOf(piecesOf(text, scope)),
    shellValue: (text, scope) => wordOf(piecesOf(text, scope)),
    quoted: (text, scope) => quotedOf(piecesOf(text, scope)),
  }
}

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
