/** Files of much meaning in few letters, for measuring what an import takes: by vendor and shape, about so many letters each. */
export function denseFiles(letters) {
  const github = (rest) => `name: dense\non: push\n${rest}`
  const job = 'jobs:\n  build:\n    runs-on: ubuntu-latest\n'
  const bitbucket = (rest) => `image: node:20\n${rest}`
  const task = (name, rest) =>
    `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata:\n  name: dense\nspec:\n  tasks:\n${name}${rest}`
  return {
    github: {
      path: '.github/workflows/dense.yml',
      shapes: {
        jobs: github(
          `jobs:\n${lines(letters, (n) => `  job${n}:\n    runs-on: ubuntu-latest\n    steps: [{ run: make ${n} }]`)}`,
        ),
        steps: github(`${job}    steps:\n${lines(letters, (n) => `      - run: make ${n}`)}`),
        uses: github(`${job}    steps:\n${lines(letters, (n) => `      - uses: some/action@v${n}`)}`),
        env: github(`env:\n${lines(letters, (n) => `  NAME_${n}: value ${n}`)}\n${job}    steps:\n      - run: make`),
        matrix: github(
          `${job}    strategy:\n      matrix:\n        of:\n${lines(letters, (n) => `          - value-${n}`)}\n    steps:\n      - run: make`,
        ),
        include: github(
          `${job}    strategy:\n      matrix:\n        include:\n${lines(letters, (n) => `          - { of: ${n}, on: a }`)}\n    steps:\n      - run: make \${{ matrix.of }}`,
        ),
        script: github(`${job}    steps:\n      - run: |\n${lines(letters, (n) => `          make ${n}`)}`),
        comments: github(
          `jobs:\n${lines(letters, (n) => `  # Of ${n}.\n  job${n}: # here\n    runs-on: ubuntu-latest\n    steps: [{ run: make ${n} }]`)}`,
        ),
        needs: github(
          `jobs:\n${lines(letters, (n) => `  job${n}:\n    needs: [${n > 0 ? `job${n - 1}` : ''}]\n    runs-on: ubuntu-latest\n    steps: [{ run: make ${n} }]`)}`,
        ),
        conditions: github(
          `jobs:\n${lines(letters, (n) => `  job${n}:\n    if: github.ref == 'refs/heads/b${n}'\n    runs-on: ubuntu-latest\n    steps: [{ run: make ${n} }]`)}`,
        ),
        anchors: github(
          `jobs:\n  first:\n    runs-on: ubuntu-latest\n    steps: &steps [{ run: make }]\n${lines(letters, (n) => `  job${n}:\n    runs-on: ubuntu-latest\n    steps: *steps`)}`,
        ),
        calls: github(
          `jobs:\n${lines(letters, (n) => `  job${n}:\n    uses: some/where/.github/workflows/w${n}.yml@v1`)}`,
        ),
        inputs: github(
          `${job}    steps:\n      - uses: some/action@v1\n        with:\n${lines(letters, (n) => `          name${n}: value ${n}`)}`,
        ),
      },
    },
    gitlab: {
      path: '.gitlab-ci.yml',
      shapes: {
        jobs: lines(letters, (n) => `job${n}:\n  script: [make ${n}]`),
        lines: `job:\n  script:\n${lines(letters, (n) => `    - make ${n}`)}`,
        variables: `variables:\n${lines(letters, (n) => `  NAME_${n}: value ${n}`)}\njob:\n  script: [make]`,
        matrix: `job:\n  script: [make $OF]\n  parallel:\n    matrix:\n${lines(letters, (n) => `      - OF: value-${n}`)}`,
        script: `job:\n  script:\n    - |\n${lines(letters, (n) => `      make ${n}`)}`,
        comments: lines(letters, (n) => `# Of ${n}.\njob${n}: # here\n  script: [make ${n}]`),
        needs: lines(letters, (n) => `job${n}:\n  needs: [${n > 0 ? `job${n - 1}` : ''}]\n  script: [make ${n}]`),
        rules: lines(
          letters,
          (n) => `job${n}:\n  rules: [{ if: '$CI_COMMIT_BRANCH == "b${n}"' }]\n  script: [make ${n}]`,
        ),
        anchors: `.first: &first\n  image: node:20\n${lines(letters, (n) => `job${n}:\n  <<: *first\n  script: [make ${n}]`)}`,
        extends: `.first:\n  image: node:20\n${lines(letters, (n) => `job${n}:\n  extends: .first\n  script: [make ${n}]`)}`,
        raw: lines(letters, (n) => `job${n}:\n  script: [make ${n}]\n  inherit: { default: false }`),
      },
    },
    bitbucket: {
      path: 'bitbucket-pipelines.yml',
      shapes: {
        steps: bitbucket(
          `pipelines:\n  default:\n${lines(letters, (n) => `    - step:\n        script: [make ${n}]`)}`,
        ),
        lines: bitbucket(
          `pipelines:\n  default:\n    - step:\n        script:\n${lines(letters, (n) => `          - make ${n}`)}`,
        ),
        parallel: bitbucket(
          `pipelines:\n  default:\n    - parallel:\n${lines(letters, (n) => `      - step: { script: [make ${n}] }`)}`,
        ),
        branches: bitbucket(
          `pipelines:\n  branches:\n${lines(letters, (n) => `    b${n}:\n      - step: { script: [make ${n}] }`)}`,
        ),
        anchors: bitbucket(
          `definitions:\n  steps:\n    - step: &make\n        script: [make]\npipelines:\n  default:\n${lines(letters, () => '    - step: *make')}`,
        ),
        comments: bitbucket(
          `pipelines:\n  default:\n${lines(letters, (n) => `    # Of ${n}.\n    - step: # here\n        script: [make ${n}]`)}`,
        ),
      },
    },
    tekton: {
      path: 'dense.yaml',
      shapes: {
        tasks: task(
          lines(
            letters,
            (n) => `    - name: t${n}\n      taskSpec:\n        steps: [{ name: s, image: alpine, script: make ${n} }]`,
          ),
          '',
        ),
        steps: task(
          `    - name: t\n      taskSpec:\n        steps:\n${lines(letters, (n) => `          - { name: s${n}, image: alpine, script: make ${n} }`)}`,
          '',
        ),
        needs: task(
          lines(
            letters,
            (n) =>
              `    - name: t${n}\n      runAfter: [${n > 0 ? `t${n - 1}` : ''}]\n      taskSpec: { steps: [{ name: s, image: alpine, script: make ${n} }] }`,
          ),
          '',
        ),
        references: task(
          lines(letters, (n) => `    - name: t${n}\n      taskRef: { name: some }`),
          '',
        ),
        documents: lines(
          letters,
          (n) =>
            `---\napiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: t${n} }\nspec: { steps: [{ name: s, image: alpine, script: make ${n} }] }`,
        ),
        script: task(
          `    - name: t\n      taskSpec:\n        steps:\n          - name: s\n            image: alpine\n            script: |\n${lines(letters, (n) => `              make ${n}`)}`,
          '',
        ),
      },
    },
    travis: {
      path: '.travis.yml',
      shapes: {
        jobs: `language: generic\njobs:\n  include:\n${lines(letters, (n) => `    - script: make ${n}`)}`,
        lines: `language: generic\nscript:\n${lines(letters, (n) => `  - make ${n}`)}`,
        env: `language: generic\nscript: make\nenv:\n  global:\n${lines(letters, (n) => `    - NAME_${n}=value`)}`,
      },
    },
  }
}

function lines(letters, line) {
  const made = []
  let length = 0
  for (let number = 0; length < letters; number++) {
    const next = line(number)
    made.push(next)
    length += next.length + 1
  }
  return made.join('\n')
}
