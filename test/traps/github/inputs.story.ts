// Inputs of a start by hand, in a story that other events start too.
import { api, input, job, manual, push, schedule, sh, step, story } from 'pipegen'

const start = manual({
  inputs: {
    text: input.text({ default: 'usual' }),
    empty: input.text(),
    count: input.number({ default: 3 }),
    off: input.boolean(),
    on: input.boolean({ default: true }),
    kind: input.choice(['beta', 'stable'], { default: 'stable' }),
  },
})
const called = api('called', { payload: ['version'] })
const nightly = schedule('0 3 * * *', { name: 'nightly', timeZone: 'Europe/Zurich' })
const { inputs } = start
const unit = job({
  env: {
    TEXT: inputs.text,
    EMPTY: inputs.empty,
    COUNT: inputs.count,
    OFF: inputs.off,
    ON: inputs.on,
    KIND: inputs.kind,
    VERSION: called.payload.version,
  },
  steps: [
    step({ run: sh`true`, when: inputs.on.is(true) }),
    step({ run: sh`true`, when: inputs.off.is(false) }),
    step({ run: sh`true`, when: inputs.text.is('usual') }),
    step({ run: sh`true`, when: inputs.count.is(3) }),
    step({ run: sh`true`, when: called.payload.version.is('') }),
  ],
})

export default story({ name: 'inputs', on: [push(), start, called, nightly], stages: { test: { unit } } })
