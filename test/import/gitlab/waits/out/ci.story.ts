// Several jobs that wait for the same ones.
import { job, manual, optional, push, sh, story, tag } from 'pipegen'

const compileLinux = job({ steps: [sh`make linux`] })
const compileArm = job({ steps: [sh`make arm`] })
const compileDocs = job({ steps: [sh`make docs`] })

const needs = [compileLinux, compileArm, optional(compileDocs)] as const

const unit = job({ needs, steps: [sh`make unit`] })
const browser = job({ needs, steps: [sh`make browser`, sh`make report`], timeout: 20 })
const load = job({ needs, steps: [sh`make load || true`], allowFailure: true })

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  like: 'gitlab',
  defaults: { image: 'debian:12' },
  stages: {
    build: { 'compile-linux': compileLinux, 'compile-arm': compileArm, 'compile-docs': compileDocs },
    test: { unit, browser, load },
  },
  raw: { gitlab: { workflow: null } },
})
