// Artifacts of every shape, and the job that gets them back.
import { job, optional, push, sh, story } from 'pipegen'

const build = job({
  steps: [sh`make`],
  artifacts: {
    folder: 'out/site/',
    file: 'target/app.jar',
    either: 'bin/tool',
    glob: 'reports/*.xml',
    several: ['out/a/', 'out/b.txt'],
    far: ['x/', 'y/'],
    hidden: '.cache/state',
    modes: { paths: ['tools/*.sh', 'tools/deep/'], exclude: 'tools/deep/skip', modes: true },
    maybe: { paths: 'core.dump', ifMissing: 'ignore' },
    wreck: { paths: 'wreck/', when: 'failure' },
  },
})
const cells = job({
  matrix: { n: ['1', '2'] },
  steps: [sh`make`],
  artifacts: { part: 'part/', packed: { paths: 'bin/*', modes: true } },
})
const use = job({ needs: [build, cells], steps: [sh`ls`] })
const later = job({ needs: [optional(build)], steps: [sh`ls`] })

export default story({ name: 'artifacts', on: [push()], stages: { build: { build, cells }, use: { use, later } } })
