const units: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,

  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  wk: 604_800,
  week: 604_800,
  weeks: 604_800,
  mo: 2_592_000,
  mos: 2_592_000,
  month: 2_592_000,
  months: 2_592_000,
  y: 31_557_600,
  yr: 31_557_600,
  year: 31_557_600,
  years: 31_557_600,
}

/** A duration such as `1 hour 30 minutes` or `3h` in seconds; undefined where it is none: https://docs.gitlab.com/ci/yaml/#timeout */
export function secondsOf(text: string): number | undefined {
  if (/^\s*\d+\s*$/.test(text)) return Number(text)
  let left = text.trim().toLowerCase()
  if (left === '') return undefined
  let seconds = 0
  while (left !== '') {
    const found = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s*(?:and\s+|,\s*)?/.exec(left)
    const unit = units[found?.[2] ?? '']
    if (found === null || unit === undefined) return undefined
    seconds += Number(found[1]) * unit
    left = left.slice(found[0].length)
  }
  return Math.round(seconds)
}
