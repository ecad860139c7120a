/** The chunks of a template as typed, except that an escaped backtick or `${` stands for itself. */
export function rawText(strings: TemplateStringsArray): readonly string[] {
  return strings.raw.map((chunk) =>
    chunk.replace(/\\(?:(`|\$\{)|[\s\S])/g, (typed, plain: string | undefined) => plain ?? typed),
  )
}
