// A push to any branch, and to no tag.
import { job, push, sh, story } from 'pipegen'

export default story({ name: 'any push', on: [push()], stages: { test: { unit: job({ steps: [sh`make`] }) } } })
