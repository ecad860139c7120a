/** Whether a text can be the title of a story: one line of up to 255 letters, which is what vendors take. */
export function isTitle(text: string): boolean {
  return /^\S(?:[^\n\r\0]*\S)?$/u.test(text) && text.length <= 255
}

/** What a vendor's file calls a pipeline as the title of a story of that name; null where the name will do. */
export function titleOf(text: string | undefined, name: string): string | null {
  return text === undefined || text === name || !isTitle(text) ? null : text
}
