const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const

/** Puts a text in a colour, or leaves it. */
export type Paint = (style: keyof typeof codes, text: string) => string

/** A `Paint` that paints, or one that leaves everything as it is. */
export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text)
}
