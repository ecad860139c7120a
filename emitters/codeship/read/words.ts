/** The words of a command, which CodeShip splits without a shell: quotes group, nothing is expanded. */
export function wordsOf(command: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  for (const { 1: single, 2: double, 3: escaped, 4: space, 5: plain } of command.matchAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\([\s\S])|(\s+)|([^\s'"\\]+|.)/g,
  )) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    word = `${word ?? ''}${single ?? double?.replaceAll(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? ''}`
  }
  return word === undefined ? words : [...words, word]
}

/** A command as a line for a shell: `bash -c '…'` is the script in it, and of all else each word stays what it was. */
export function scriptOf(command: string): string {
  const words = wordsOf(command)
  const [program = '', option = '', script = '', ...more] = words
  if (/^(?:\/bin\/)?(?:ba|da)?sh$/.test(program) && /^-[a-z]*c$/.test(option) && more.length === 0) return script.trim()
  return words.map(quoted).join(' ')
}

/** A word in the quotes that it needs. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !/^\w+=/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
