// A story has no stage.
import { push, story } from 'pipegen'

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: {},
})
