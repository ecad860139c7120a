// An alert two steps behind the job that fails, and a clean-up that always runs.
import { always, job, onFailure, push, sh, step, story } from 'pipegen'

const build = job({ timeout: 5, steps: [sh`make`] })
const unit = job({ needs: [build], steps: [sh`make test`, step({ run: sh`make logs`, when: onFailure() })] })
const lint = job({ allowFailure: true, steps: [step({ run: sh`make lint`, continueOnError: true }), sh`make more`] })
const alert = job({ needs: [unit], when: onFailure(), steps: [sh`./alert`] })
const tidy = job({ needs: [unit, lint], when: always(), steps: [step({ run: sh`./tidy`, when: always() })] })
const after = job({ needs: [lint], steps: [sh`make`] })

export default story({
  name: 'after failure',
  on: [push()],
  stages: { test: { build, unit, lint, alert, tidy, after } },
})
