/** A script, as far as tests of an event are written in it. */
export type Node =
  | { readonly kind: 'command'; readonly sets: readonly Assignment[]; readonly words: readonly Word[] }
  | { readonly kind: 'pipe'; readonly parts: readonly Node[] }
  | { readonly kind: 'not'; readonly inner: Node }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'if'; readonly branches: readonly (readonly [Node, Node])[]; readonly otherwise: Node | null }
  | { readonly kind: 'case'; readonly word: Word; readonly arms: readonly Arm[] }
  | { readonly kind: 'define'; readonly name: string; readonly body: Node }
  | { readonly kind: 'redirect'; readonly inner: Node; readonly to: Word; readonly append: boolean }

/** A variable that gets a value. */
export interface Assignment {
  readonly name: string
  readonly value: Word
}

/** One arm of a case. */
export interface Arm {
  readonly patterns: readonly Word[]
  readonly body: Node
}

/** A word in pieces; what is quoted is never a pattern, and stays one word. */
export type Word = readonly Piece[]

/** A piece of a word: plain text, a variable with what is done to it, all arguments from a number on, or what a command prints. */
export type Piece =
  | { readonly text: string; readonly quoted: boolean }
  | { readonly variable: string; readonly operator: string; readonly operand: Word; readonly quoted: boolean }
  | { readonly from: number; readonly quoted: boolean }
  | { readonly output: Node; readonly quoted: boolean }
