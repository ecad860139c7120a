// A template for Python projects that is at home everywhere: whoever makes a project from it may host it anywhere, so
// that its own checks run on every vendor, the same jobs on each.
import { branch, job, matrix, push, sh, story } from 'pipegen'

const image = 'registry.example.com/tox:4'

const lint = job({ image, steps: [sh`tox run -e lint`], timeout: 10 })

const security = job({ image, steps: [sh`tox run -e security`], timeout: 10 })

const unit = job({
  matrix: matrix({ python: ['py312', 'py313', 'pypy311'] }),
  image,
  steps: ({ python }) => [sh`tox run -e ${python}`],
  timeout: 20,
})

const acceptance = job({ image, steps: [sh`tox run -e behave`], timeout: 30 })

const preview = job({
  when: branch('main'),
  image,
  steps: [sh`tox run -e preview`],
  timeout: 10,
})

export default story({
  name: 'template',
  targets: ['github', 'gitlab', 'bitbucket', 'codeship', 'tekton'],
  on: [push()],
  stages: {
    check: { lint, security },
    test: { unit, acceptance },
    publish: { preview },
  },
})
