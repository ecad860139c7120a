/** Whole minutes of a time limit such as `1h30m0s`; undefined where it is none, or holds parts of a minute. */
export function minutesOf(text: string | undefined): number | undefined {
  const found = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?$/.exec(text ?? '')
  if (found === null || text === undefined || text === '') return undefined
  const seconds = Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0)
  return seconds > 0 && seconds % 60 === 0 ? seconds / 60 : undefined
}

/** A time limit, written in one way: `90m` is `1h30m0s`. */
export function sameDuration(text: string): string {
  const minutes = minutesOf(text)
  if (minutes === undefined) return text
  return minutes < 60 ? `${minutes}m0s` : `${Math.floor(minutes / 60)}h${minutes % 60}m0s`
}
