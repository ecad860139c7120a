// The story imports what is not there.
import { push, story } from 'pipegen'
// @ts-expect-error there is no such file
import { unit } from './jobs.ts'

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
