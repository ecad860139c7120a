/** The fewest minutes between two runs of a cron expression within an hour, or over the turn of hours that follow. */
export function shortestGap(cron: string): number {
  const [minutes = '', hours = ''] = cron.split(' ')
  const at = [...new Set(minutes.split(',').flatMap(numbers))].sort((one, other) => one - other)
  const gaps = at.slice(1).map((minute, index) => minute - (at[index] ?? 0))
  const turn = hours === '*' ? [60 - (at[at.length - 1] ?? 0) + (at[0] ?? 0)] : []
  return Math.min(...gaps, ...turn, 60)
}

function numbers(item: string): readonly number[] {
  const [range = '', step = '1'] = item.split('/')
  const [from = '', to] = range === '*' ? ['0', '59'] : range.split('-')
  const last = to ?? (item.includes('/') ? '59' : from)
  const found: number[] = []
  for (let minute = Number(from); minute <= Number(last); minute += Number(step)) found.push(minute)
  return found
}
