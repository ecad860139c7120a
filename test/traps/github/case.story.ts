// Conditions on names, where a name in other letters must not pass.
import { all, any, branch, event, input, job, manual, push, secret, sh, story, tag } from 'pipegen'

const start = manual({ inputs: { note: input.text(), kind: input.choice(['a', 'b']) } })
const valued = job({ when: branch('main'), env: { TOKEN: secret('TOKEN') }, steps: [sh`./deploy`] })
const plain = job({ when: branch('main'), steps: [sh`make`] })
const several = job({
  when: all(any(branch('main', 'rel-*'), tag('v**')), start.inputs.note.is("it's Me"), start.inputs.kind.is('a')),
  env: { TOKEN: secret('TOKEN') },
  steps: [sh`./deploy`],
})
const decided = job({
  when: all(event('push'), branch('main')),
  env: { TOKEN: secret('TOKEN') },
  steps: [sh`./deploy`],
})

export default story({
  name: 'case',
  on: [push({ branches: ['main'] }), start],
  stages: { test: { valued, plain, several, decided } },
})
