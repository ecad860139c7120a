const fields = [
  { name: 'minute', min: 0, max: 59, words: [] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of month', min: 1, max: 31, words: [] },
  {
    name: 'month',
    min: 1,
    max: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', min: 0, max: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const

type Field = (typeof fields)[number]

/** Why a text is no cron expression of five fields; undefined if it is one. */
export function cronFault(cron: string): string | undefined {
  if (cron.startsWith('@')) return 'shorthands such as @daily are not known everywhere'
  const parts = cron.trim().split(/\s+/)
  if (parts.length !== 5 || cron === '') return `it has ${cron.trim() === '' ? 0 : parts.length} fields instead of 5`
  for (const [index, field] of fields.entries()) {
    const fault = fieldFault(parts[index] ?? '', field)
    if (fault !== undefined) return `${fault} in the field of the ${field.name}`
  }
  return undefined
}

function fieldFault(text: string, field: Field): string | undefined {
  for (const item of text.split(',')) {
    const [range = '', step, ...rest] = item.split('/')
    if (rest.length > 0) return `'${item}' has two steps`
    if (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= field.max))
      return `'${step}' is no step`
    if (range === '*') continue
    const [from = '', to, ...more] = range.split('-')
    if (more.length > 0) return `'${range}' is no range`
    const [low, high] = [numberOf(from, field), to === undefined ? undefined : numberOf(to, field)]
    if (low === undefined) return `'${from}' is not from ${field.min} to ${field.max}`
    if (to !== undefined && high === undefined) return `'${to}' is not from ${field.min} to ${field.max}`
    if (high !== undefined && low > high) return `the range '${range}' runs backwards`
  }
  return undefined
}

function numberOf(text: string, field: Field): number | undefined {
  const word = (field.words as readonly string[]).indexOf(text.toLowerCase())
  if (word >= 0) return word + field.min
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
  return number >= field.min && number <= field.max ? number : undefined
}
